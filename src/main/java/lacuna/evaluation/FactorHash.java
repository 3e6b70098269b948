// A name for a model: a hash over all of its bits.
package lacuna.evaluation;

import java.util.HexFormat;
import java.util.List;
import lacuna.CounterRandom;
import lacuna.blocks.Axis;
import lacuna.blocks.Grid;
import lacuna.blocks.Stripe;
import lacuna.factorisation.Factors;
import lacuna.factorisation.Initialisation.Side;
import lacuna.kernels.Lanes;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;

/**
 * A 128-bit hash over all factors, biases and μ of a model, as 32 hex digits.
 *
 * <p>Each trained row is hashed for itself, keyed by its side and its ordinal (the rank of its id
 * among the sorted trained ids), and the rows' hashes are added modulo 2^64, twice with different
 * keys. So the sum is the same wherever the rows stand and in whatever order they are met, and
 * workers can take it in parallel. Padding, cold rows and columns that only a solver needs stay
 * out. A row's hash depends on the bits of its floats: 0.0 and −0.0 differ.
 */
public final class FactorHash {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final long[] KEYS = {0x6C6163756E61L, 0x686173684632L};

  private FactorHash() {}

  /** The hash of a model, by a job of its own. */
  public static String of(Factors factors, Broadcast<Grid> grid) {
    int rank = factors.rank();
    JavaRDD<long[]> users =
        factors.users().map(stripe -> rows(Side.USERS, stripe, grid.value().users(), rank));
    JavaRDD<long[]> items =
        factors.items().map(stripe -> rows(Side.ITEMS, stripe, grid.value().items(), rank));
    return hex(factors.mean(), rank, factors.biases(), users.union(items).collect());
  }

  /** The sums of the trained rows of a stripe, one for each key. */
  static long[] rows(Side side, Stripe stripe, Axis axis, int rank) {
    return rows(
        side,
        stripe.index(),
        axis,
        stripe.column(Stripe.FACTORS),
        stripe.column(Stripe.BIAS),
        rank);
  }

  /**
   * The sums of the trained rows of a stripe, one for each key.
   *
   * @param factors rows x stride, row-major
   * @param bias one for each row, or null
   */
  static long[] rows(Side side, int stripe, Axis axis, float[] factors, float[] bias, int rank) {
    int stride = Lanes.stride(rank);
    long first = 0;
    long second = 0;
    for (int row = 0; row < axis.rows(stripe); row++) {
      int ordinal = axis.ordinal(axis.idAt(stripe, row));
      if (ordinal < 0) {
        continue;
      }
      long a = start(KEYS[0], side, ordinal);
      long b = start(KEYS[1], side, ordinal);
      for (int k = row * stride; k < row * stride + rank; k++) {
        int bits = Float.floatToRawIntBits(factors[k]);
        a = join(a, bits);
        b = join(b, bits);
      }
      if (bias != null) {
        int bits = Float.floatToRawIntBits(bias[row]);
        a = join(a, bits);
        b = join(b, bits);
      }
      first += a;
      second += b;
    }
    return new long[] {first, second};
  }

  /** The sums of several, key by key; the order does not matter. */
  static long[] sum(List<long[]> sums) {
    long[] sum = new long[KEYS.length];
    for (long[] addend : sums) {
      for (int key = 0; key < sum.length; key++) {
        sum[key] += addend[key];
      }
    }
    return sum;
  }

  /** The whole hash from the sums of all stripes of both sides, in any order. */
  static String hex(double mean, int rank, boolean biases, List<long[]> sums) {
    long[] rows = sum(sums);
    long bits = Double.doubleToRawLongBits(mean);
    long shape = (long) rank << 1 | (biases ? 1 : 0);
    HexFormat digits = HexFormat.of();
    return digits.toHexDigits(join(join(join(KEYS[0], bits), shape), rows[0]))
        + digits.toHexDigits(join(join(join(KEYS[1], bits), shape), rows[1]));
  }

  private static long start(long key, Side side, int ordinal) {
    return join(join(key, side.ordinal()), ordinal);
  }

  /** Every bit of either argument moves about half of the result's; the order matters. */
  private static long join(long hash, long value) {
    return CounterRandom.mix((hash ^ CounterRandom.mix(value + GOLDEN_GAMMA)) + GOLDEN_GAMMA);
  }
}
