// Predictions of one rating block added up over the samples of a posterior.
package lacuna.factorisation;

import java.io.Serializable;
import java.util.Map;
import lacuna.blocks.Role;
import lacuna.checkpoints.Piece;

/**
 * Running mean and spread of the unclipped predictions of a block's ratings, in the block's order
 * (Welford 1962). Nothing is kept of a single sample.
 *
 * <p>A class of plain fields and no record, since it crosses processes. What Spark holds is never
 * changed; a task works on its own {@link #copy}.
 */
public final class SampledBlock implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String KIND = "sampled-";

  private final Role role;
  private final int userStripe;
  private final float[] mean;
  private final float[] squares;
  private int samples;

  private SampledBlock(Role role, int userStripe, float[] mean, float[] squares, int samples) {
    this.role = role;
    this.userStripe = userStripe;
    this.mean = mean;
    this.squares = squares;
    this.samples = samples;
  }

  /** Of no samples yet. */
  public static SampledBlock empty(Role role, int userStripe, int size) {
    return new SampledBlock(role, userStripe, new float[size], new float[size], 0);
  }

  /** One whose arrays are its own. */
  public SampledBlock copy() {
    return new SampledBlock(role, userStripe, mean.clone(), squares.clone(), samples);
  }

  /** These sums as a piece of a checkpoint. */
  Piece piece() {
    return new Piece(
        kind(),
        userStripe,
        mean.length,
        Map.of("mean", mean, "squares", squares, "samples", new float[] {samples}));
  }

  /** What such a piece is a part of. */
  String kind() {
    return KIND + role;
  }

  /** Whether a piece is one of these. */
  static boolean isOne(Piece piece) {
    return piece.kind().startsWith(KIND);
  }

  /** The sums of a piece. */
  static SampledBlock of(Piece piece) {
    return new SampledBlock(
        Role.valueOf(piece.kind().substring(KIND.length())),
        piece.index(),
        piece.columns().get("mean"),
        piece.columns().get("squares"),
        (int) piece.columns().get("samples")[0]);
  }

  /** What the block's ratings are for. */
  public Role role() {
    return role;
  }

  /** The block's stripe of users. */
  public int userStripe() {
    return userStripe;
  }

  /** Number of ratings. */
  public int size() {
    return mean.length;
  }

  /** Number of samples so far. */
  public int samples() {
    return samples;
  }

  /** Takes in a sample's predictions of all ratings of the block. */
  public void add(float[] predictions) {
    samples++;
    float share = 1f / samples;
    for (int t = 0; t < mean.length; t++) {
      float off = predictions[t] - mean[t];
      mean[t] = Math.fma(off, share, mean[t]);
      squares[t] = Math.fma(off, predictions[t] - mean[t], squares[t]);
    }
  }

  /** Mean prediction of the t-th rating, in the units of what was added. */
  public float mean(int t) {
    return mean[t];
  }

  /** Variance of the t-th rating's predictions over the samples. */
  public float variance(int t) {
    return samples < 2 ? 0 : squares[t] / (samples - 1);
  }
}
