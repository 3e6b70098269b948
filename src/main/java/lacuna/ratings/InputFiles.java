// Finds the files that a path stands for. Called by Input on the driver.
package lacuna.ratings;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/**
 * Files, directories and globs of any file system that Hadoop knows. A directory stands for all
 * files below it, in the order of their paths, without those whose name, or a folder's above them,
 * begins with an underscore or a point: such are marks and checksums. A file that is named itself
 * counts whatever its name.
 */
final class InputFiles {
  private final Configuration hadoop;
  private final CompressionCodecFactory codecs;
  private final List<InputFile> found = new ArrayList<>();

  private InputFiles(Configuration hadoop) {
    this.hadoop = hadoop;
    this.codecs = new CompressionCodecFactory(hadoop);
  }

  /**
   * The files behind some paths, at least one.
   *
   * @throws InputException if a path leads to nothing or can't be read
   */
  static List<InputFile> find(Configuration hadoop, List<String> paths) {
    InputFiles files = new InputFiles(hadoop);
    for (String path : paths) {
      try {
        files.add(path);
      } catch (FileNotFoundException e) {
        throw missing(path, e);
      } catch (IOException | IllegalArgumentException e) {
        throw new InputException(path + " can't be read: " + e.getMessage(), e);
      }
    }
    return List.copyOf(files.found);
  }

  private void add(String given) throws IOException {
    if (given.isBlank()) {
      throw missing("\"" + given + "\"", null);
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
        throw missing(given, null);
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
    Arrays.sort(children, BY_PATH);
    for (FileStatus child : children) {
      if (!hidden(child)) {
        addTree(system, child);
      }
    }
  }

  private static final Comparator<FileStatus> BY_PATH = Comparator.comparing(FileStatus::getPath);

  private static boolean hidden(FileStatus status) {
    String name = status.getPath().getName();
    return name.startsWith("_") || name.startsWith(".");
  }

  /** A local file by its path, any other with its scheme. */
  private static String shown(Path path) {
    return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
  }

  private static InputException missing(String path, IOException cause) {
    return new InputException(
        path + " is not there; name a file, a directory or a glob that exists", cause);
  }
}
