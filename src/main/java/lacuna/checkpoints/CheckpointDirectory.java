// Checkpoints as directories: whole or not there.
package lacuna.checkpoints;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** The directory {@code checkpoints} of a run; see the package. For the driver's thread alone. */
final class CheckpointDirectory {
  private static final String EPOCH = "epoch-";
  private static final String FINISHED = "finished-";
  private static final String MANIFEST = "manifest.json";
  private static final int MOST_MANIFEST_BYTES = 256 << 20;

  private final FileSystem fs;
  private final Path directory;
  private final PieceFiles files;

  /**
   * A checkpoint that is whole.
   *
   * @param name of its directory
   * @param manifest what it says
   * @param written when, in milliseconds since 1970 by the file system's clock
   */
  record Found(String name, Manifest manifest, long written) {}

  CheckpointDirectory(JavaSparkContext spark, Path directory) throws IOException {
    this.fs = directory.getFileSystem(spark.hadoopConfiguration());
    this.directory = directory;
    this.files = new PieceFiles(spark);
  }

  static String epochName(int epoch) {
    return String.format(Locale.ROOT, EPOCH + "%06d", epoch);
  }

  static String finishedName(String training) {
    return FINISHED + training.replace(' ', '-');
  }

  /** Whole checkpoints of trainings under way, the newest first. */
  List<Found> epochs() throws IOException {
    return found(EPOCH);
  }

  /** Outcomes of trainings that have ended. */
  List<Found> finished() throws IOException {
    return found(FINISHED);
  }

  private List<Found> found(String prefix) throws IOException {
    List<Found> found = new ArrayList<>();
    for (String name : names()) {
      Manifest manifest = name.startsWith(prefix) ? manifest(name) : null;
      if (manifest != null
          && PieceFiles.areWhole(fs, new Path(directory, name), manifest.files())) {
        Path file = new Path(new Path(directory, name), MANIFEST);
        found.add(new Found(name, manifest, fs.getFileStatus(file).getModificationTime()));
      }
    }
    return found;
  }

  /** Names of all that stands here, the greatest first. */
  private List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    if (fs.exists(directory)) {
      for (FileStatus entry : fs.listStatus(directory)) {
        names.add(entry.getPath().getName());
      }
    }
    names.sort(Comparator.reverseOrder());
    return names;
  }

  private Manifest manifest(String name) throws IOException {
    Path file = new Path(new Path(directory, name), MANIFEST);
    try (InputStream in = fs.open(file)) {
      return Manifest.of(in.readNBytes(MOST_MANIFEST_BYTES));
    } catch (FileNotFoundException none) {
      return null;
    }
  }

  /** The pieces of a checkpoint. */
  JavaRDD<Piece> pieces(Found found) {
    return files.read(new Path(directory, found.name), found.manifest.files());
  }

  /**
   * Writes a checkpoint in the place of any of its name.
   *
   * @param pieces null for none
   */
  void write(String name, Manifest told, JavaRDD<Piece> pieces) throws IOException {
    Path hidden = new Path(directory, "." + name);
    fs.delete(hidden, true);
    if (!fs.mkdirs(hidden)) {
      throw new IOException(hidden + " can't be made");
    }
    List<Manifest.File> written = pieces == null ? List.of() : files.write(hidden, pieces);
    Manifest manifest =
        new Manifest(
            Manifest.VERSION, told.job(), told.training(), told.epoch(), told.state(), written);
    try (OutputStream out = fs.create(new Path(hidden, MANIFEST), true)) {
      out.write(manifest.bytes());
    }
    Path whole = new Path(directory, name);
    fs.delete(whole, true);
    if (!fs.rename(hidden, whole)) {
      throw new IOException(hidden + " can't be renamed to " + whole);
    }
  }

  void remove(String name) throws IOException {
    fs.delete(new Path(directory, name), true);
  }

  /** Removes what is not a whole checkpoint. */
  void removeBroken() throws IOException {
    List<String> whole = new ArrayList<>();
    epochs().forEach(found -> whole.add(found.name));
    finished().forEach(found -> whole.add(found.name));
    for (String name : names()) {
      if (!whole.contains(name)) {
        remove(name);
      }
    }
  }
}
