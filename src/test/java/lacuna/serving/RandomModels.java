// Models of random rows: what tests of serving ask, without a training.
package lacuna.serving;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import lacuna.evaluation.Clip;
import lacuna.factorisation.Settings.Form;
import lacuna.factorisation.Settings.Regularisation;
import lacuna.kernels.Lanes;
import lacuna.output.ModelMetadata;
import org.apache.spark.sql.types.DataTypes;

/** Makes models; ids are the indices. */
final class RandomModels {
  static final double LAMBDA = 0.07;
  static final double LAMBDA_BIAS = 0.02;
  static final double NOISE = 0.25;

  private RandomModels() {}

  /** One with biases, of sgd. */
  static ServedModel biased(int users, int items, int rank, long seed) {
    return of("sgd", users, items, rank, 1, true, false, seed);
  }

  /** One of several samples side by side. */
  static ServedModel sampled(int users, int items, int rank, int samples, long seed) {
    return of("bayes", users, items, rank * samples, samples, false, false, seed);
  }

  static ServedModel of(
      String method,
      int users,
      int items,
      int rank,
      int samples,
      boolean biases,
      boolean nonnegative,
      long seed) {
    Random random = new Random(seed);
    ModelMetadata about =
        new ModelMetadata(
            method,
            rank,
            samples,
            samples > 1 ? NOISE : 0,
            samples > 1 ? 5 : Double.POSITIVE_INFINITY,
            3.25,
            3.25,
            biases,
            nonnegative,
            new Regularisation(Form.WEIGHTED, LAMBDA, 2 * LAMBDA, LAMBDA_BIAS),
            new Clip(1, 5),
            seed,
            3,
            "",
            "",
            "");
    return ServedModel.of(
        about,
        side(random, users, rank, biases, nonnegative),
        side(random, items, rank, biases, nonnegative));
  }

  private static ServedSide side(
      Random random, int size, int rank, boolean biases, boolean nonnegative) {
    int stride = Lanes.stride(rank);
    float[] factors = new float[size * stride];
    float[] bias = biases ? new float[size] : null;
    long[] counts = new long[size];
    int[] stripes = new int[size];
    for (int row = 0; row < size; row++) {
      for (int k = 0; k < rank; k++) {
        // Halves make many equal scores, which a list has to put in order.
        double value = Math.rint(2 * random.nextGaussian()) / 2;
        factors[row * stride + k] = (float) (nonnegative ? Math.abs(value) : value);
      }
      if (biases) {
        bias[row] = (float) Math.rint(4 * random.nextGaussian()) / 4;
      }
      counts[row] = 1 + random.nextInt(9);
      stripes[row] = random.nextInt(4);
    }
    List<String> ids = IntStream.range(0, size).mapToObj(Integer::toString).toList();
    return new ServedSide(
        SideIds.of(ids, DataTypes.IntegerType), rank, factors, bias, counts, stripes);
  }
}
