// Settings of the sampler: part of Settings.
package lacuna.factorisation;

import java.io.Serializable;
import lacuna.UsageException;

/**
 * The sampler.
 *
 * @param sweeps samples and burn-in together, at most
 * @param burnIn first sweeps, which are not sampled
 * @param side side information
 * @param every sweeps from one draw of the side information's weights to the next
 * @param tolerance relative residual that they are drawn to
 * @param kept samples that the model keeps for cells that nobody rated
 * @param noise law of the ratings about their predictions
 */
public record BayesSettings(
    int sweeps, int burnIn, Side side, int every, double tolerance, int kept, Noise noise)
    implements Serializable {
  /** What the sampler knows of a row beside its ratings. */
  public enum Side {
    /** Which of the other side's rows it has ratings with. */
    PATTERN,
    /** The features that it was given. */
    FEATURES,
    BOTH,
    NONE;

    /** Whether the rating pattern counts. */
    public boolean pattern() {
      return this == PATTERN || this == BOTH;
    }

    /** Whether features count. */
    public boolean features() {
      return this == FEATURES || this == BOTH;
    }
  }

  /** How ratings lie about their predictions. */
  public enum Noise {
    /** By a t law whose degrees of freedom are drawn; the normal law is one of them. */
    STUDENT,
    NORMAL
  }

  public BayesSettings {
    Bounds.atLeast("--bayes-sweeps", sweeps, 2);
    Bounds.atLeast("--bayes-burn-in", burnIn, 0);
    Bounds.atLeast("--bayes-side-every", every, 1);
    Bounds.atLeast("--bayes-samples-kept", kept, 1);
    Bounds.aboveZero("--bayes-tolerance", tolerance);
    if (burnIn > sweeps - 2) {
      throw new UsageException(
          "--bayes-burn-in takes a whole number up to two less than --bayes-sweeps, "
              + sweeps
              + ", given "
              + burnIn);
    }
  }
}
