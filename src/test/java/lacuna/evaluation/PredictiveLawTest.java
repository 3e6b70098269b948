// Half-widths of predictive intervals against laws with a name, and against drawn numbers.
package lacuna.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictiveLawTest {
  @Test
  void normalNoiseHasTheNormalQuantilesWhateverItsShare() {
    PredictiveLaw law = new PredictiveLaw(Double.POSITIVE_INFINITY);
    NormalDistribution normal = new NormalDistribution(null, 0, 1);
    for (int level = 0; level < Calibration.levels(); level++) {
      double reach = normal.inverseCumulativeProbability(0.5 + Calibration.level(level) / 2);
      assertThat(law.reach(level, 0)).isCloseTo(reach, offset(1e-9));
      assertThat(law.reach(level, 0.37)).isCloseTo(reach, offset(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {3, 3.4, 5, 10, 30})
  void noiseAloneHasTheQuantilesOfTheTLaw(double degrees) {
    PredictiveLaw law = new PredictiveLaw(degrees);
    double deviation = Math.sqrt(degrees / (degrees - 2));
    TDistribution student = new TDistribution(null, degrees);
    NormalDistribution normal = new NormalDistribution(null, 0, 1);
    for (int level = 0; level < Calibration.levels(); level++) {
      double upTo = 0.5 + Calibration.level(level) / 2;
      assertThat(law.reach(level, 1))
          .isCloseTo(student.inverseCumulativeProbability(upTo) / deviation, offset(1e-3));
      assertThat(law.reach(level, 0))
          .isCloseTo(normal.inverseCumulativeProbability(upTo), offset(1e-9));
    }
  }

  @Test
  void aSumOfBothHoldsItsShareOfDrawnNumbers() {
    int draws = 200_000;
    double noise = 0.61;
    PredictiveLaw law = new PredictiveLaw(4);
    Random random = new Random(5);
    int[] held = new int[Calibration.levels()];
    for (int n = 0; n < draws; n++) {
      double squares = 0;
      for (int k = 0; k < 4; k++) {
        double part = random.nextGaussian();
        squares += part * part;
      }
      // A t number of 4 degrees of freedom has variance 2.
      double student = random.nextGaussian() / Math.sqrt(squares / 4) / Math.sqrt(2);
      double sum = Math.sqrt(1 - noise) * random.nextGaussian() + Math.sqrt(noise) * student;
      for (int level = 0; level < held.length; level++) {
        held[level] += Math.abs(sum) <= law.reach(level, noise) ? 1 : 0;
      }
    }
    for (int level = 0; level < held.length; level++) {
      double share = Calibration.level(level);
      double error = Math.sqrt(share * (1 - share) / draws);
      assertThat(held[level] / (double) draws).isCloseTo(share, offset(4 * error + 2e-4));
    }
  }
}
