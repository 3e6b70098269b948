// Writes and reads the pieces of a checkpoint, in tasks.
package lacuna.checkpoints;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/** Pieces in the files of one directory. For the driver's thread; tasks do the work. */
final class PieceFiles {
  private final JavaSparkContext spark;
  private final Broadcast<SerializableConfiguration> hadoop;

  PieceFiles(JavaSparkContext spark) {
    this.spark = spark;
    this.hadoop = spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
  }

  /** A file as a task has written it; of plain fields, as Spark's Kryo needs. */
  private static final class Written implements Serializable {
    private static final long serialVersionUID = 1L;
    private final String name;
    private final long bytes;

    Written(String name, long bytes) {
      this.name = name;
      this.bytes = bytes;
    }
  }

  /**
   * Writes a file for each partition.
   *
   * <p>Each attempt of a task has a file of its own, and those that come back are the ones that
   * count: a second attempt, after a failure or by speculation, never meets the first one's.
   */
  List<Manifest.File> write(Path directory, JavaRDD<Piece> pieces) {
    Broadcast<SerializableConfiguration> sent = hadoop;
    String to = directory.toString();
    return pieces
        .mapPartitions(
            each -> List.of(written(sent.value(), to, TaskContext.get(), each)).iterator())
        .collect()
        .stream()
        .map(written -> new Manifest.File(written.name, written.bytes))
        .toList();
  }

  private static Written written(
      SerializableConfiguration hadoop, String directory, TaskContext task, Iterator<Piece> pieces)
      throws IOException {
    String name =
        String.format(Locale.ROOT, "part-%05d-%d", task.partitionId(), task.taskAttemptId());
    Path file = new Path(directory, name);
    FileSystem fs = file.getFileSystem(hadoop.value());
    try (OutputStream out = fs.create(file, true)) {
      PieceFormat.write(out, pieces);
    }
    return new Written(name, fs.getFileStatus(file).getLen());
  }

  /** The pieces of some files, a partition for each. */
  JavaRDD<Piece> read(Path directory, List<Manifest.File> files) {
    Broadcast<SerializableConfiguration> sent = hadoop;
    List<String> paths =
        files.stream().map(file -> new Path(directory, file.name()).toString()).toList();
    if (paths.isEmpty()) {
      return spark.emptyRDD();
    }
    return spark
        .parallelize(paths, paths.size())
        .flatMap(path -> read(sent.value(), path).iterator());
  }

  private static List<Piece> read(SerializableConfiguration hadoop, String path) {
    Path file = new Path(path);
    try (InputStream in = file.getFileSystem(hadoop.value()).open(file)) {
      return PieceFormat.read(in);
    } catch (IOException broken) {
      throw new UncheckedIOException(
          "checkpoint file " + path + ": " + broken.getMessage(), broken);
    }
  }

  /** Whether all files are there with the lengths that they were written with. */
  static boolean areWhole(FileSystem fs, Path directory, List<Manifest.File> files)
      throws IOException {
    for (Manifest.File file : files) {
      Path path = new Path(directory, file.name());
      if (!fs.exists(path)) {
        return false;
      }
      FileStatus status = fs.getFileStatus(path);
      if (!status.isFile() || status.getLen() != file.bytes()) {
        return false;
      }
    }
    return true;
  }
}
