// The place of a run's output: guarded at the start, renamed into place at the end.
package lacuna.output;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import lacuna.UsageException;
import lacuna.ratings.InputException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * One output directory while a command works on it. Work goes to {@link #partial}; {@link #publish}
 * puts it in place. Closing without publishing removes what was written, unless there are
 * checkpoints to go on from. For the driver's thread alone.
 */
public final class OutputDirectory implements AutoCloseable {
  /** What {@code _SUCCESS} begins with. */
  static final String MARK = "lacuna ";

  private static final String PARTIAL = ".partial";
  private static final String SUCCESS = "_SUCCESS";
  private static final String REJECTED = "_REJECTED";
  private static final String OWNER = ".owner";
  private static final String CHECKPOINTS = "checkpoints";
  private static final String LINEAGE = "lineage";

  private final FileSystem fs;
  private final Path output;
  private final Path partial;
  private final boolean overwrite;
  private final RemovalRule rule;
  private boolean complete;

  private OutputDirectory(FileSystem fs, Path output, boolean overwrite, RemovalRule rule) {
    this.fs = fs;
    this.output = output;
    this.partial = sibling(output, PARTIAL);
    this.overwrite = overwrite;
    this.rule = rule;
  }

  /**
   * Claims an output directory before any work is done.
   *
   * @param hadoop configuration that knows the file systems, {@code spark.hadoopConfiguration()}
   * @param output where the result is to go; any file system that Hadoop knows
   * @param overwrite whether an existing result of Lacuna gives way to the new one
   * @param inputs paths or globs that the run reads, none of which may be removed
   * @throws OutputConflictException when something stands there that has to stay
   * @throws InputException when it can't be written to
   */
  public static OutputDirectory claim(
      Configuration hadoop, String output, boolean overwrite, List<String> inputs) {
    return claim(hadoop, output, overwrite, false, inputs);
  }

  /**
   * The same.
   *
   * @param resume whether checkpoints of a run that did not end stay where they are, to go on from
   */
  public static OutputDirectory claim(
      Configuration hadoop, String output, boolean overwrite, boolean resume, List<String> inputs) {
    if (output.isBlank()) {
      throw new UsageException("--output is empty; give a directory to write to");
    }
    try {
      Path path = new Path(output.strip());
      FileSystem fs = path.getFileSystem(hadoop);
      Path qualified = fs.makeQualified(path);
      if (qualified.isRoot()) {
        throw new OutputConflictException(
            "--output " + output + " is the root of a file system; give a directory below it");
      }
      OutputDirectory directory =
          new OutputDirectory(fs, qualified, overwrite, new RemovalRule(fs, hadoop, inputs));
      directory.checkOutput();
      directory.clearPartial(resume);
      directory.own();
      return directory;
    } catch (IOException | IllegalArgumentException refused) {
      throw new InputException(
          "can't write to --output " + output + ": " + oneLine(refused) + "; give another",
          refused);
    }
  }

  /**
   * Whether a directory that a model stands in counts: it is no work in progress and no output that
   * lacks its {@code _SUCCESS}. One that no run wrote does.
   *
   * @param above the directory that {@code model/} stands in, null for the root
   */
  static boolean ended(FileSystem fs, Path above) throws IOException {
    if (above == null || fs.exists(new Path(above, SUCCESS))) {
      return true;
    }
    return !above.getName().endsWith(PARTIAL)
        && !fs.exists(new Path(above, OWNER))
        && !fs.exists(new Path(above, RunRecord.FILE));
  }

  private static Path sibling(Path path, String suffix) {
    return new Path(path.getParent(), path.getName() + suffix);
  }

  private void checkOutput() throws IOException {
    if (!fs.exists(output) && !rule.isLink(output)) {
      return;
    }
    if (!overwrite) {
      throw new OutputConflictException(
          "--output "
              + shown(output)
              + " is there already; give another, or --overwrite to replace a result of Lacuna");
    }
    rule.check(output);
  }

  /** Removes what an earlier run left behind, where nobody needs it. */
  private void clearPartial(boolean resume) throws IOException {
    if (!fs.exists(partial) && !rule.isLink(partial)) {
      return;
    }
    if (rule.isLink(partial) || !isOwned() && !rule.isMarked(partial)) {
      throw new OutputConflictException(
          shown(partial) + " is where the work would go, and Lacuna did not write it; move it");
    }
    String owner = owner(partial);
    if (PartialOwner.isAnotherAlive(owner)) {
      throw new OutputConflictException(
          "another run ("
              + owner
              + ") is writing to "
              + shown(partial)
              + "; wait for it, or give another");
    }
    if (!hasCheckpoints()) {
      remove(partial);
    } else if (resume) {
      removeAllButCheckpoints();
    } else if (overwrite) {
      remove(partial);
    } else {
      throw new OutputConflictException(
          shown(partial)
              + " holds checkpoints of a run that did not end; give --resume to go on from them, or"
              + " --overwrite to start afresh");
    }
  }

  /** Whether Lacuna made it: a run that was killed at its very start leaves it empty. */
  private boolean isOwned() throws IOException {
    return fs.exists(new Path(partial, OWNER))
        || fs.getFileStatus(partial).isDirectory() && fs.listStatus(partial).length == 0;
  }

  private void removeAllButCheckpoints() throws IOException {
    for (FileStatus entry : fs.listStatus(partial)) {
      if (!entry.getPath().getName().equals(CHECKPOINTS)) {
        remove(entry.getPath());
      }
    }
  }

  private String owner(Path directory) throws IOException {
    Path file = new Path(directory, OWNER);
    if (!fs.exists(file)) {
      return "";
    }
    try (InputStream in = fs.open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }

  private void own() throws IOException {
    if (!fs.mkdirs(partial)) {
      throw new IOException("the directory can't be made");
    }
    write(OWNER, PartialOwner.mine().toString());
  }

  private void write(String name, String text) throws IOException {
    try (OutputStream out = fs.create(new Path(partial, name), true)) {
      out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private boolean hasCheckpoints() throws IOException {
    Path checkpoints = new Path(partial, CHECKPOINTS);
    return fs.exists(checkpoints) && fs.listStatus(checkpoints).length > 0;
  }

  private void remove(Path directory) throws IOException {
    if (!fs.delete(directory, true) && fs.exists(directory)) {
      throw new IOException(directory + " can't be removed");
    }
  }

  /** Where the work goes: {@code OUTPUT.partial}. */
  public Path partial() {
    return partial;
  }

  /** Where trainings keep their state; gone when the result is published. */
  public Path checkpoints() {
    return new Path(partial, CHECKPOINTS);
  }

  /** Removes what trainings kept: for a run that would end the same way if it went on. */
  public void forgetCheckpoints() {
    try {
      remove(checkpoints());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Where Spark may keep what cuts a long lineage; gone when the result is published. */
  public Path lineage() {
    return new Path(partial, LINEAGE);
  }

  /** Where the result will be. */
  public Path output() {
    return output;
  }

  /** The file system of both. */
  FileSystem fileSystem() {
    return fs;
  }

  /**
   * Marks the work as complete and renames it into place; an overwritten result is put aside first
   * and goes last.
   *
   * @throws OutputConflictException when something has come to stand there meanwhile; the complete
   *     result then stays at {@link #partial}
   */
  public void publish() {
    try {
      finish(SUCCESS, "");
      checkOutput();
      Path old = fs.exists(output) ? aside(".replaced") : null;
      if (old != null) {
        rename(output, old);
      }
      try {
        rename(partial, output);
      } catch (IOException failed) {
        if (old != null) {
          rename(old, output);
        }
        complete = false;
        throw failed;
      }
      if (old != null) {
        remove(old);
      }
    } catch (IOException failed) {
      throw new InputException("can't write to " + shown(output) + ": " + oneLine(failed), failed);
    }
  }

  /** Leaves nothing in the work but what was asked for, and the mark. */
  private void finish(String mark, String why) throws IOException {
    remove(new Path(partial, CHECKPOINTS));
    remove(lineage());
    fs.delete(new Path(partial, OWNER), false);
    write(mark, (MARK + RunRecord.version() + " " + Instant.now() + " " + why).strip());
    complete = true;
  }

  /**
   * Marks the work as not good enough and moves it to {@code OUTPUT.rejected}, in place of an
   * earlier one there; a result at the output stays as it is.
   *
   * @param why one line
   * @return where it stands
   */
  public String reject(String why) {
    try {
      finish(REJECTED, why);
      Path rejected = sibling(output, ".rejected");
      if (fs.exists(rejected) && rule.allows(rejected)) {
        remove(rejected);
      }
      Path free = aside(".rejected");
      rename(partial, free);
      return shown(free);
    } catch (IOException failed) {
      throw new InputException(
          "can't write beside " + shown(output) + ": " + oneLine(failed), failed);
    }
  }

  /** A path as a person would type it. */
  public static String shown(Path path) {
    return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
  }

  /** A name beside the output that nothing has yet. */
  private Path aside(String suffix) throws IOException {
    Path free = sibling(output, suffix);
    for (int k = 1; fs.exists(free) || rule.isLink(free); k++) {
      free = sibling(output, suffix + "-" + k);
    }
    return free;
  }

  private void rename(Path from, Path to) throws IOException {
    // Hadoop would move into a directory that has come to stand there meanwhile.
    if (fs.exists(to) || !fs.rename(from, to)) {
      throw new IOException(from + " can't be renamed to " + to);
    }
  }

  private static String oneLine(Exception failure) {
    String message = failure.getMessage() == null ? "" : failure.getMessage().strip();
    String first = message.lines().findFirst().orElse("");
    return first.isEmpty() ? failure.getClass().getSimpleName() : first;
  }

  /** Without {@link #publish}, removes the work again, unless it holds checkpoints. */
  @Override
  public void close() {
    if (complete) {
      return;
    }
    try {
      if (fs.exists(partial) && !hasCheckpoints()) {
        remove(partial);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
