// A part of a file that one task reads. Planned by TextReading on the driver.
package lacuna.ratings;

import java.io.Serializable;

/** Bytes {@code [start, end)} of a file; of a compressed file all there are. */
final class FilePiece implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Rank among all pieces of the input, in the order of files and places. */
  final int rank;

  /** Where the file is, for Hadoop. */
  final String path;

  /** The file as it is shown to people. */
  final String shown;

  final long start;
  final long end;

  FilePiece(int rank, String path, String shown, long start, long end) {
    this.rank = rank;
    this.path = path;
    this.shown = shown;
    this.start = start;
    this.end = end;
  }
}
