// Finds the data sets that stand beside the project and are not part of it. Tests on real ratings
// begin here.
package lacuna;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Data sets under {@code ../shared/data}, or under the folder that the system property {@code
 * lacuna.shared} names. A test whose data is absent is skipped with the reason; where the
 * environment says {@code CI=true} it fails instead, so that no skipped test passes for a run one.
 */
public final class SharedData {
  private SharedData() {}

  /**
   * Returns an existing file or folder, or ends the calling test.
   *
   * @param relative path below {@code data/}, such as {@code ml-latest-small/ratings.csv}
   */
  public static Path path(String relative) {
    Path shared = Path.of(System.getProperty("lacuna.shared", "../shared"));
    Path path = shared.resolve("data").resolve(relative).toAbsolutePath().normalize();
    if (Files.exists(path)) {
      return path;
    }
    String reason =
        "needs "
            + path
            + ", which is not there (-Dlacuna.shared names the folder that holds data/)";
    if ("true".equals(System.getenv("CI"))) {
      return fail(reason);
    }
    return abort(reason);
  }
}
