// Where records of a piece of text begin and end. Driven by TextChunks, made by a LineFormat.
package lacuna.ratings;

import java.io.Closeable;
import java.io.IOException;

/** Gives one record after the other as a range of a buffer. Not safe for several threads. */
interface RecordReader extends Closeable {
  /**
   * Goes to the next record; false when there is none in this piece.
   *
   * @throws IOException where the file can't be read on, also because of what is in it
   */
  boolean next() throws IOException;

  /** The bytes that the record stands in. Valid until the next call of {@link #next}. */
  byte[] buffer();

  /** Where the record begins. */
  int from();

  /** Where it ends. */
  int to();

  /** Whether the record was longer than may be; the rest of it was passed over. */
  boolean cut();

  /** Lines met so far in this piece. */
  long lines();

  /** The number of the line in which the record begins, from 1. */
  long line();

  /** Whether, after the last record, the file turned out shorter than it was when planned. */
  boolean cameShort();

  /**
   * Adds the next line to this record, with the line end between them.
   *
   * @return false where that can't be
   */
  default boolean extend() throws IOException {
    return false;
  }

  /** Takes back what {@link #extend} added: the lines will be met one by one. */
  default void retract() {}
}
