// Finds the files that a path stands for. Called by Input on the driver.
package lacuna.ratings;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/**
 * Files, directories and globs of any file system that Hadoop knows. A directory stands for all
 * files below it, in the order of their paths, without those whose name, or a folder's above them,
 * begins with an underscore or a point: such are marks and checksums; and without those that are
 * called README, LICENSE and the like. A file that is named itself counts whatever its name.
 */
final class InputFiles {
  private final Configuration hadoop;
  private final CompressionCodecFactory codecs;
  private final List<InputFile> found = new ArrayList<>();
  private final List<String> passedOver = new ArrayList<>();

  private InputFiles(Configuration hadoop) {
    this.hadoop = hadoop;
    this.codecs = new CompressionCodecFactory(hadoop);
  }

  /**
   * What some paths stand for.
   *
   * @param files at least one
   * @param passedOver names of what was taken for no data by its name
   */
  record Found(List<InputFile> files, List<String> passedOver) {}

  /**
   * The files behind some paths.
   *
   * @param role what they are to hold, for messages
   * @throws InputException if a path leads to nothing or can't be read
   */
  static Found find(Configuration hadoop, List<String> paths, String role) {
    InputFiles files = new InputFiles(hadoop);
    for (String path : paths) {
      try {
        files.add(path, role);
      } catch (FileNotFoundException e) {
        throw missing(path, role, e);
      } catch (IOException | IllegalArgumentException e) {
        throw new InputException(path + " can't be read: " + e.getMessage(), e);
      }
    }
    return new Found(List.copyOf(files.found), List.copyOf(files.passedOver));
  }

  private void add(String given, String role) throws IOException {
    if (given.isBlank()) {
      throw missing("\"" + given + "\"", role, null);
    }
    Path path = new Path(given);
    FileSystem system = path.getFileSystem(hadoop);
    int before = found.size();
    if (system.exists(path)) {
      // Before any glob: a name may hold brackets of its own.
      addTree(system, system.getFileStatus(path));
    } else {
      FileStatus[] matches = system.globStatus(path);
      if (matches == null || matches.length == 0) {
        throw missing(given, role, null);
      }
      Arrays.sort(matches, BY_PATH);
      for (FileStatus match : matches) {
        if (!match.isDirectory() || !hidden(match)) {
          addTree(system, match);
        }
      }
    }
    if (found.size() == before) {
      throw new InputException(
          given + " holds no files; name a file, a directory or a glob of ratings");
    }
  }

  private void addTree(FileSystem system, FileStatus status) throws IOException {
    if (!status.isDirectory()) {
      boolean compressed =
          codecs.getCodec(status.getPath()) != null
              || status.getPath().getName().toLowerCase(Locale.ROOT).endsWith(".zip");
      found.add(new InputFile(status, shown(status.getPath()), compressed));
      return;
    }
    FileStatus[] children = system.listStatus(status.getPath());
    checkLinks(status.getPath());
    Arrays.sort(children, BY_PATH);
    for (FileStatus child : children) {
      if (!child.isDirectory() && NO_DATA.matcher(child.getPath().getName()).matches()) {
        passedOver.add(child.getPath().getName());
      } else if (!hidden(child)) {
        addTree(system, child);
      }
    }
  }

  /**
   * Hadoop leaves local links that lead nowhere out of a list, and they may have led to ratings.
   */
  private static void checkLinks(Path folder) throws IOException {
    if (!"file".equals(folder.toUri().getScheme())) {
      return;
    }
    try (DirectoryStream<java.nio.file.Path> children =
        Files.newDirectoryStream(java.nio.file.Path.of(folder.toUri().getPath()))) {
      for (java.nio.file.Path child : children) {
        if (!hidden(child.getFileName().toString()) && !Files.exists(child)) {
          throw new IOException(child + " is a link that leads nowhere");
        }
      }
    }
  }

  private static final Comparator<FileStatus> BY_PATH = Comparator.comparing(FileStatus::getPath);

  private static final Pattern NO_DATA =
      Pattern.compile(
          "(readme|licen[cs]e|copying|notice|changes|changelog|authors)(\\.(txt|md|rst|html|pdf))?",
          Pattern.CASE_INSENSITIVE);

  private static boolean hidden(FileStatus status) {
    return hidden(status.getPath().getName());
  }

  private static boolean hidden(String name) {
    return name.startsWith("_") || name.startsWith(".");
  }

  /** A local file by its path, any other with its scheme. */
  private static String shown(Path path) {
    return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
  }

  private static InputException missing(String path, String role, IOException cause) {
    return new InputException(
        path + " is not there; name " + role + " by a file, a directory or a glob that exists",
        cause);
  }
}
