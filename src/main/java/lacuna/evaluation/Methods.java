// The names of all methods, and the solver behind each.
package lacuna.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import lacuna.UsageException;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Solver;
import lacuna.factorisation.als.MllibAlsSolver;
import lacuna.factorisation.als.PlainAlsSolver;
import lacuna.factorisation.bayes.BayesSolver;
import lacuna.factorisation.bias.BiasSolver;
import lacuna.factorisation.bias.MeanSolver;
import lacuna.factorisation.gd.GdSolver;
import lacuna.factorisation.sgd.SgdSolver;
import lacuna.factorisation.svd.SvdSolver;

/** The registry of methods. A new one is a line here. */
public final class Methods {
  /** The mean of the training ratings; always there. */
  public static final String MEAN = "mean";

  /** Mean and ridge biases; always there, and speaks where a method has no prediction. */
  public static final String BIAS = "bias";

  /** Gibbs sampling; the one that takes features of users and items. */
  public static final String BAYES = "bayes";

  private static final Map<String, Method> ALL = new LinkedHashMap<>();

  static {
    register("sgd", SgdSolver::new, Search.EPOCHS, Cold.WITH_BIASES);
    register("gd", GdSolver::new, Search.EPOCHS, Cold.WITH_BIASES);
    register("svd", SvdSolver::new, Search.NOTHING, Cold.NEVER);
    register("als", MllibAlsSolver::new, Search.NOTHING, Cold.NEVER);
    register("als-plain", PlainAlsSolver::new, Search.NOTHING, Cold.WITH_BIASES);
    register(BAYES, BayesSolver::new, Search.NOTHING, Cold.ALWAYS);
    register(MEAN, MeanSolver::new, Search.NOTHING, Cold.ALWAYS);
    register(BIAS, BiasSolver::new, Search.LAMBDA, Cold.ALWAYS);
  }

  /** What a method chooses on validation ratings before its final training. */
  enum Search {
    NOTHING,
    EPOCHS,
    LAMBDA
  }

  /** Whether a method has a prediction of its own for a user or item without training ratings. */
  enum Cold {
    NEVER,
    WITH_BIASES,
    ALWAYS
  }

  /**
   * One method.
   *
   * @param name on the command line
   * @param solver makes its solver
   * @param search what it chooses
   * @param cold whether it speaks for unknown ids
   */
  record Method(String name, Supplier<Solver> solver, Search search, Cold cold) {
    /** Whether it has a search before its final training. */
    boolean searches(Settings settings) {
      return switch (search) {
        case NOTHING -> false;
        case EPOCHS -> settings.patience() > 0;
        case LAMBDA -> true;
      };
    }

    /** Whether it has predictions of its own for unknown ids. */
    boolean knowsCold(boolean biases) {
      return cold == Cold.ALWAYS || cold == Cold.WITH_BIASES && biases;
    }
  }

  private Methods() {}

  private static void register(String name, Supplier<Solver> solver, Search search, Cold cold) {
    ALL.put(name, new Method(name, solver, search, cold));
  }

  /** Names of all methods, as they may stand in {@code --methods}. */
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /**
   * The methods that a list separated by commas names, in its order.
   *
   * @throws UsageException for an unknown or repeated name, or none at all
   */
  public static List<String> parse(String list) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : list.split(",", -1)) {
      if (!names.add(of(name.strip()).name())) {
        throw new UsageException("--methods names " + name.strip() + " twice; once is enough");
      }
    }
    return new ArrayList<>(names);
  }

  /**
   * The method of a name.
   *
   * @throws UsageException when there is none
   */
  static Method of(String name) {
    Method method = ALL.get(name);
    if (method == null) {
      throw new UsageException(
          "unknown method \""
              + name
              + "\"; --methods takes a list of "
              + String.join(", ", ALL.keySet()));
    }
    return method;
  }
}
