// A name for a model: a hash over all of its bits.
package lacuna.evaluation;

import java.io.Serializable;
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

  /**
   * The sum over some rows.
   *
   * @param first with the first key
   * @param second with the second key
   */
  record Sum(long first, long second) implements Serializable {
    static final Sum NONE = new Sum(0, 0);

    Sum plus(Sum other) {
      return new Sum(first + other.first, second + other.second);
    }
  }

  /** The hash of a model, by a job of its own. */
  public static String of(Factors factors, Broadcast<Grid> grid) {
    int rank = factors.rank();
    JavaRDD<Sum> users =
        factors.users().map(stripe -> rows(Side.USERS, stripe, grid.value().users(), rank));
    JavaRDD<Sum> items =
        factors.items().map(stripe -> rows(Side.ITEMS, stripe, grid.value().items(), rank));
    return hex(factors.mean(), rank, factors.biases(), users.union(items).collect());
  }

  /** The sum over the trained rows of a stripe. */
  static Sum rows(Side side, Stripe stripe, Axis axis, int rank) {
    return rows(
        side,
        stripe.index(),
        axis,
        stripe.column(Stripe.FACTORS),
        stripe.column(Stripe.BIAS),
        rank);
  }

  /**
   * The sum over the trained rows of a stripe.
   *
   * @param factors rows x stride, row-major
   * @param bias one for each row, or null
   */
  static Sum rows(Side side, int stripe, Axis axis, float[] factors, float[] bias, int rank) {
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
    return new Sum(first, second);
  }

  /** The whole hash from the sums of all stripes of both sides, in any order. */
  static String hex(double mean, int rank, boolean biases, List<Sum> sums) {
    Sum rows = Sum.NONE;
    for (Sum sum : sums) {
      rows = rows.plus(sum);
    }
    long bits = Double.doubleToRawLongBits(mean);
    long shape = (long) rank << 1 | (biases ? 1 : 0);
    HexFormat digits = HexFormat.of();
    return digits.toHexDigits(join(join(join(KEYS[0], bits), shape), rows.first))
        + digits.toHexDigits(join(join(join(KEYS[1], bits), shape), rows.second));
  }

  private static long start(long key, Side side, int ordinal) {
    return join(join(key, side.ordinal()), ordinal);
  }

  /** Every bit of either argument moves about half of the result's; the order matters. */
  private static long join(long hash, long value) {
    return CounterRandom.mix((hash ^ CounterRandom.mix(value + GOLDEN_GAMMA)) + GOLDEN_GAMMA);
  }
}
