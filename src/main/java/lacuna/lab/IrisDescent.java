// Exercise 5: the gradient of the Frobenius norm on iris, the plateau, and what lies beyond it.
package lacuna.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Settings.Gradient;
import lacuna.factorisation.Settings.Update;
import lacuna.factorisation.gd.GdSolver;
import lacuna.factorisation.gd.GdSolver.ObjectiveForm;
import lacuna.factorisation.svd.SvdSolver;
import lacuna.report.Chart;
import lacuna.report.Chart.Axis;
import org.apache.commons.math3.stat.StatUtils;

/** Rank 2, columns centred, step 0.01 along the gradient of the norm, U and V together. */
final class IrisDescent implements Experiment {
  private static final int RANK = 2;
  private static final int SEEDS = 5;
  private static final int PUBLISHED_EPOCHS = 1000;
  private static final int MOST_EPOCHS = 24_000;

  /** Enough for the first seed. */
  private static final int QUICK_EPOCHS = 10_000;

  private static final double STEP = 0.01;

  /** How near to the least norm counts as there. */
  private static final double THERE = 1e-4;

  @Override
  public String name() {
    return "5";
  }

  @Override
  public String title() {
    return "Iris, along the gradient of the Frobenius norm";
  }

  private static Trained descended(
      Bench bench, double[][] iris, long seed, double step, int epochs) {
    Settings settings =
        Textbook.settings(RANK, seed, 0)
            .gradient(new Gradient(epochs, step, Update.SIMULTANEOUS))
            .build();
    return bench.train(new GdSolver(ObjectiveForm.NORM, null), iris, settings);
  }

  private static double norm(EpochRecord epoch) {
    return Math.sqrt(epoch.trainSse());
  }

  /** The first epoch whose norm is within a hair of the least, NaN where none is. */
  private static double reached(Trained trained, double least) {
    return trained.history().stream()
        .filter(epoch -> norm(epoch) < least + THERE)
        .mapToDouble(EpochRecord::epoch)
        .findFirst()
        .orElse(Double.NaN);
  }

  @Override
  public Findings run(Bench bench) {
    double[][] iris = Matrices.centred(Bench.iris());
    Trained svd = bench.train(new SvdSolver(), iris, SingularValues.settings(RANK));
    Trained one = bench.train(new SvdSolver(), iris, SingularValues.settings(1));
    double least = Math.sqrt(svd.loss(iris));
    double saddle = Math.sqrt(one.loss(iris));
    Findings findings =
        new Findings()
            .add("sum of squares of the truncated SVD", svd.loss(iris))
            .add("norm of the truncated SVD", least)
            .add("norm with the first singular triple alone", saddle);
    List<Chart.Series> curves = new ArrayList<>();
    double[] norms = new double[SEEDS];
    for (int seed = 0; seed < SEEDS; seed++) {
      boolean whole = !bench.request().quick() || seed == 0;
      int epochs = whole ? bench.either(QUICK_EPOCHS, MOST_EPOCHS) : PUBLISHED_EPOCHS;
      Trained trained = descended(bench, iris, seed, STEP, epochs);
      norms[seed] = norm(trained.history().get(PUBLISHED_EPOCHS - 1));
      findings.add("norm after 1000 epochs, seed " + seed, norms[seed]);
      if (whole) {
        findings.add("epochs to the least norm, seed " + seed, reached(trained, least));
      }
      curves.add(Textbook.curve("seed " + seed, trained.history(), IrisDescent::norm));
    }
    findings.add("norm after 1000 epochs, median of the seeds", StatUtils.percentile(norms, 50));
    for (double step : bench.request().quick() ? new double[0] : new double[] {0.005, 0.02}) {
      findings.add(
          String.format(Locale.ROOT, "epochs to the least norm, seed 0, step %.3f", step),
          reached(descended(bench, iris, 0, step, (int) (MOST_EPOCHS * STEP / step)), least));
    }
    settle(findings, iris, descended(bench, iris, 0, STEP, PUBLISHED_EPOCHS), svd);
    return findings.show(
        Textbook.curves(
            "exercise-5-norm",
            "A plateau, and then the rest of the way",
            String.format(
                Locale.ROOT,
                "Frobenius norm of what is left, by epoch. The plateau is at %.4f, what the first"
                    + " singular triple alone leaves; the floor at %.4f is the best of rank 2.",
                saddle,
                least),
            Axis.log("epoch"),
            Axis.of("norm"),
            curves));
  }

  /** Local optimum or saddle: the smallest eigenvalue of the Hessian says. */
  private static void settle(Findings findings, double[][] iris, Trained plateau, Trained best) {
    double there =
        Matrices.smallestEigenvalue(Matrices.hessian(iris, plateau.users(), plateau.items()));
    double atBest = Matrices.smallestEigenvalue(Matrices.hessian(iris, best.users(), best.items()));
    findings
        .add("smallest eigenvalue of the Hessian on the plateau", there)
        .add("smallest eigenvalue of the Hessian at the SVD", atBest)
        .say(
            String.format(
                Locale.ROOT,
                "The plateau was published as a local optimum. It is a saddle point: there the"
                    + " Hessian of half the squared norm has the eigenvalue %.3f, so the loss falls"
                    + " away in that direction, while at a minimum, as at the truncated SVD, none is"
                    + " below zero but for rounding (%.1g). The descent first learns the direction in which irises"
                    + " differ most, and with it alone the norm is that of the plateau. The second"
                    + " direction has to grow out of almost nothing, by a factor an epoch, which"
                    + " takes thousands of epochs, and then it goes down to the floor from every"
                    + " seed that was tried.",
                there,
                atBest));
  }
}
