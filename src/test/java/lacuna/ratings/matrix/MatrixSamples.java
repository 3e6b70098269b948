// A file of each kind of matrix, with the same cells. Used by tests of what surrounds the readers.
package lacuna.ratings.matrix;

import java.util.Map;

/** Two rows of two columns: 4 and 3.5, 0 and 5; the sparse ones have no cell for the 0. */
public final class MatrixSamples {
  private MatrixSamples() {}

  /** Files by the kind of each and its form. */
  public static Map<String, byte[]> all() {
    double[] dense = {4, 3.5, 0, 5};
    double[] stored = {4, 3.5, 5};
    return Map.of(
        "numpy dense",
        NumpySamples.array("<f8", false, "(2, 2)", TorchSamples.doubles(dense)),
        "numpy sparse",
        NumpySamples.csr(new long[] {2, 2}, new int[] {0, 2, 3}, new int[] {0, 1, 1}, stored),
        "torch dense",
        TorchSamples.file(
            "FloatStorage", TorchSamples.floats(dense), 4, 0, new long[] {2, 2}, new long[] {2, 1}),
        "matlab sparse",
        MatlabSamples.file(
            MatlabSamples.sparse(
                new int[] {2, 2}, new int[] {0, 0, 1}, new int[] {0, 1, 3}, stored)));
  }
}
