// Features of a handful of ids without files: what tests of the sampler start from.
package lacuna.ratings;

import java.nio.charset.StandardCharsets;
import lacuna.ratings.ColumnNames.Role;

/** Makes features. */
public final class TinyFeatures {
  private TinyFeatures() {}

  /** Those of a text as a file would hold it. */
  public static Features of(Role side, String... lines) {
    byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    return FeatureText.parse("features.csv", bytes, side);
  }

  /** A dense matrix, a row for each id; what is 0 is not there. */
  public static FeatureRows rows(double[][] x) {
    int[] start = new int[x.length + 1];
    int[] name = new int[x.length * x[0].length];
    float[] value = new float[name.length];
    int filled = 0;
    for (int id = 0; id < x.length; id++) {
      for (int n = 0; n < x[id].length; n++) {
        if (x[id][n] != 0) {
          name[filled] = n;
          value[filled++] = (float) x[id][n];
        }
      }
      start[id + 1] = filled;
    }
    return new FeatureRows(x[0].length, start, name, value);
  }
}
