// The network of exercise 7, in plain loops.
package lacuna.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * One ReLU layer and a softmax, trained by mini-batches on the mean cross-entropy. For one thread.
 */
final class TwoLayers {
  private static final int BATCH = 16;
  private static final double STEP = 0.01;

  private final double[][] first;
  private final double[] firstBias;
  private final double[][] second;
  private final double[] secondBias;
  private final Random random;

  /** Weights normal, divided by the root of how many inputs a unit has; biases 0. */
  TwoLayers(int inputs, int hidden, int classes, long seed) {
    random = new Random(seed);
    first = normal(hidden, inputs);
    second = normal(classes, hidden);
    firstBias = new double[hidden];
    secondBias = new double[classes];
  }

  private double[][] normal(int units, int inputs) {
    double[][] weights = new double[units][inputs];
    for (double[] unit : weights) {
      for (int k = 0; k < inputs; k++) {
        unit[k] = random.nextGaussian() / Math.sqrt(inputs);
      }
    }
    return weights;
  }

  /** Learns from some of the rows. */
  void learn(double[][] inputs, int[] classes, List<Integer> rows, int epochs) {
    List<Integer> order = new ArrayList<>(rows);
    for (int epoch = 0; epoch < epochs; epoch++) {
      Collections.shuffle(order, random);
      for (int from = 0; from < order.size(); from += BATCH) {
        step(inputs, classes, order.subList(from, Math.min(from + BATCH, order.size())));
      }
    }
  }

  /** One step along the mean gradient of a batch, all taken at the old weights. */
  private void step(double[][] inputs, int[] classes, List<Integer> batch) {
    double[][] firstSum = new double[first.length][first[0].length];
    double[][] secondSum = new double[second.length][second[0].length];
    double[] firstBiasSum = new double[first.length];
    double[] secondBiasSum = new double[second.length];
    for (int row : batch) {
      double[] hidden = hidden(inputs[row]);
      double[] error = softmax(scores(hidden));
      error[classes[row]] -= 1;
      for (int c = 0; c < error.length; c++) {
        secondBiasSum[c] += error[c];
        addTo(secondSum[c], hidden, error[c]);
      }
      for (int h = 0; h < hidden.length; h++) {
        if (hidden[h] > 0) {
          double back = 0;
          for (int c = 0; c < error.length; c++) {
            back += error[c] * second[c][h];
          }
          firstBiasSum[h] += back;
          addTo(firstSum[h], inputs[row], back);
        }
      }
    }
    double length = -STEP / batch.size();
    for (int h = 0; h < first.length; h++) {
      addTo(first[h], firstSum[h], length);
    }
    for (int c = 0; c < second.length; c++) {
      addTo(second[c], secondSum[c], length);
    }
    addTo(firstBias, firstBiasSum, length);
    addTo(secondBias, secondBiasSum, length);
  }

  private static void addTo(double[] sum, double[] addend, double times) {
    for (int k = 0; k < sum.length; k++) {
      sum[k] += times * addend[k];
    }
  }

  private double[] hidden(double[] input) {
    double[] values = layer(first, firstBias, input);
    for (int h = 0; h < values.length; h++) {
      values[h] = Math.max(0, values[h]);
    }
    return values;
  }

  private double[] scores(double[] hidden) {
    return layer(second, secondBias, hidden);
  }

  private static double[] layer(double[][] weights, double[] bias, double[] input) {
    double[] values = bias.clone();
    for (int unit = 0; unit < values.length; unit++) {
      for (int k = 0; k < input.length; k++) {
        values[unit] += weights[unit][k] * input[k];
      }
    }
    return values;
  }

  private static double[] softmax(double[] scores) {
    double most = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      most = Math.max(most, score);
    }
    double sum = 0;
    double[] shares = new double[scores.length];
    for (int c = 0; c < shares.length; c++) {
      shares[c] = Math.exp(scores[c] - most);
      sum += shares[c];
    }
    for (int c = 0; c < shares.length; c++) {
      shares[c] /= sum;
    }
    return shares;
  }

  /** Share of some rows whose class it finds. */
  double accuracy(double[][] inputs, int[] classes, List<Integer> rows) {
    int right = 0;
    for (int row : rows) {
      double[] scores = scores(hidden(inputs[row]));
      int best = 0;
      for (int c = 1; c < scores.length; c++) {
        best = scores[c] > scores[best] ? c : best;
      }
      right += best == classes[row] ? 1 : 0;
    }
    return (double) right / rows.size();
  }
}
