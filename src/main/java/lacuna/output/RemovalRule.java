// What Lacuna may remove: a directory that it wrote itself, and nothing else.
package lacuna.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Decides whether a directory may give way to a new result. It may when Lacuna wrote all of it: it
 * carries the mark in {@code _SUCCESS}, {@code _REJECTED} or {@code run.json}, every name in it is
 * one that Lacuna writes (or hidden), it is no symbolic link, and neither a home, the working
 * directory nor an input of the run lies in it.
 */
final class RemovalRule {
  /** Names that commands write at the top of an output directory. */
  private static final Set<String> WRITTEN =
      Set.of(
          "predictions",
          "squared_errors",
          "ranking",
          "history",
          "model",
          "calibration",
          "quarantine",
          "exercises",
          "ratings",
          "trials",
          "laps",
          "standings",
          "best.properties",
          "recommendations",
          "similar",
          "timings",
          "checkpoints",
          RunRecord.FILE,
          "report.html",
          "_REJECTED",
          "_SUCCESS");

  private static final int MARK_BYTES = 64;

  private final FileSystem fs;
  private final Configuration hadoop;
  private final List<String> inputs;

  RemovalRule(FileSystem fs, Configuration hadoop, List<String> inputs) {
    this.fs = fs;
    this.hadoop = hadoop;
    this.inputs = inputs;
  }

  /**
   * Refuses a directory that has to stay.
   *
   * @throws OutputConflictException saying why
   */
  void check(Path directory) throws IOException {
    String why = reasonToKeep(directory);
    if (why != null) {
      throw new OutputConflictException(
          "--overwrite only replaces what Lacuna wrote, and "
              + OutputDirectory.shown(directory)
              + " "
              + why
              + "; move it, or give another --output");
    }
  }

  /** Whether a directory that exists may go. */
  boolean allows(Path directory) throws IOException {
    return reasonToKeep(directory) == null;
  }

  private String reasonToKeep(Path directory) throws IOException {
    if (isLink(directory)) {
      return "is a symbolic link";
    }
    if (!fs.getFileStatus(directory).isDirectory()) {
      return "is a file";
    }
    Path real = real(directory);
    if (real.isRoot()) {
      return "is the root of its file system";
    }
    if (isWithin(real(fs.getHomeDirectory()), real)
        || isLocal() && isWithin(local(System.getProperty("user.home")), real)) {
      return "holds a home directory";
    }
    if (isLocal() && isWithin(local(""), real)) {
      return "holds the working directory";
    }
    for (String input : inputs) {
      if (holds(real, input)) {
        return "holds the input " + input;
      }
    }
    for (FileStatus entry : fs.listStatus(directory)) {
      String name = entry.getPath().getName();
      if (!WRITTEN.contains(name) && !name.startsWith(".")) {
        return "also holds " + name + ", which Lacuna did not write";
      }
    }
    return isMarked(directory) ? null : "does not carry Lacuna's mark (run.json or _SUCCESS)";
  }

  /** Whether a directory carries the mark of a complete result, or of one that was rejected. */
  boolean isMarked(Path directory) throws IOException {
    return head(new Path(directory, "_SUCCESS")).startsWith(OutputDirectory.MARK)
        || head(new Path(directory, "_REJECTED")).startsWith(OutputDirectory.MARK)
        || isRecord(new Path(directory, RunRecord.FILE));
  }

  private String head(Path file) throws IOException {
    if (!isFile(file)) {
      return "";
    }
    try (InputStream in = fs.open(file)) {
      return new String(in.readNBytes(MARK_BYTES), StandardCharsets.UTF_8);
    }
  }

  private boolean isRecord(Path file) throws IOException {
    if (!isFile(file)) {
      return false;
    }
    try (InputStream in = fs.open(file)) {
      return new ObjectMapper().readTree(in).has(RunRecord.MARK);
    } catch (JsonProcessingException notJson) {
      return false;
    }
  }

  private boolean isFile(Path file) throws IOException {
    return fs.exists(file) && fs.getFileStatus(file).isFile();
  }

  /** Whether a path is a symbolic link, one to nowhere included. */
  boolean isLink(Path path) {
    return isLocal() && Files.isSymbolicLink(java.nio.file.Path.of(path.toUri().getPath()));
  }

  private boolean isLocal() {
    return "file".equals(fs.getUri().getScheme());
  }

  private Path local(String path) throws IOException {
    return real(new Path(java.nio.file.Path.of(path).toAbsolutePath().toString()));
  }

  /** A path without links in it, where it exists on this machine. */
  private Path real(Path path) throws IOException {
    Path qualified = path.getFileSystem(hadoop).makeQualified(path);
    if (!"file".equals(qualified.toUri().getScheme())) {
      return qualified;
    }
    java.nio.file.Path onDisk = java.nio.file.Path.of(qualified.toUri().getPath());
    return Files.exists(onDisk)
        ? path.getFileSystem(hadoop).makeQualified(new Path(onDisk.toRealPath().toString()))
        : qualified;
  }

  private boolean holds(Path directory, String input) throws IOException {
    Path path = new Path(input);
    while (isGlob(path) && path.getParent() != null) {
      path = path.getParent();
    }
    return isWithin(real(path), directory);
  }

  private static boolean isGlob(Path path) {
    return path.toString().matches(".*[*?\\[{].*");
  }

  /** Whether a path is a directory or lies somewhere below it. */
  private static boolean isWithin(Path path, Path directory) {
    for (Path at = path; at != null; at = at.getParent()) {
      if (at.equals(directory)) {
        return true;
      }
    }
    return false;
  }
}
