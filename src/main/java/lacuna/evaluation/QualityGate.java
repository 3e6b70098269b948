// What a comparison must reach to count as a result: the expression behind --require.
package lacuna.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lacuna.UsageException;

/**
 * Conditions on figures of held-out ratings, all of which have to hold:
 *
 * <pre>
 * gate      = condition { ("," | "and") condition }
 * condition = figure ("&lt;" | "&lt;=" | "&gt;" | "&gt;=") (number | figure)
 * figure    = [method "."] metric
 * </pre>
 *
 * <p>A figure without a method is the primary's. A figure that does not exist, of a method that
 * failed or of a held-out part without ratings, meets no condition.
 */
public final class QualityGate {
  private static final Pattern AND = Pattern.compile("\\s*,\\s*|\\s+and\\s+");
  private static final Pattern CONDITION = Pattern.compile("([^<>=]+)(<=?|>=?)([^<>=]+)");

  private final List<Condition> conditions;

  private QualityGate(List<Condition> conditions) {
    this.conditions = List.copyOf(conditions);
  }

  /** How two numbers have to stand to each other. */
  private enum Relation {
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">=");

    private final String sign;

    Relation(String sign) {
      this.sign = sign;
    }

    private static Relation of(String sign) {
      for (Relation relation : values()) {
        if (relation.sign.equals(sign)) {
          return relation;
        }
      }
      throw new IllegalArgumentException(sign);
    }

    /** Never true of NaN. */
    private boolean holds(double left, double right) {
      return switch (this) {
        case LESS -> left < right;
        case AT_MOST -> left <= right;
        case GREATER -> left > right;
        case AT_LEAST -> left >= right;
      };
    }
  }

  /** A number, or a method's figure; metric null for a number. */
  private record Term(String method, Metric metric, double number) {
    private boolean ofLists() {
      return metric != null && metric.ofLists();
    }

    private double of(List<MethodResult> results) {
      if (metric == null) {
        return number;
      }
      return results.stream()
          .filter(result -> result.method().equals(method))
          .mapToDouble(metric::of)
          .findFirst()
          .orElse(Double.NaN);
    }
  }

  /** Whether a condition is on the lists that methods recommend. */
  public boolean judgesLists() {
    return conditions.stream().anyMatch(c -> c.left.ofLists() || c.right.ofLists());
  }

  private record Condition(String text, Term left, Relation relation, Term right) {
    private Verdict judge(List<MethodResult> results) {
      double value = left.of(results);
      double bound = right.of(results);
      return new Verdict(text, value, bound, relation.holds(value, bound));
    }
  }

  /**
   * What became of a condition.
   *
   * @param condition as given
   * @param value of its left side, NaN where there is none
   * @param bound value of its right side, likewise
   * @param met whether it holds
   */
  public record Verdict(String condition, double value, double bound, boolean met) {}

  /**
   * The gate of an expression such as {@code rmse<0.88 and coverage>0.99}.
   *
   * @param methods of the comparison, the primary first; the baselines come along by themselves
   * @throws UsageException for an expression that can't be understood, or a method that is not
   *     compared
   */
  public static QualityGate parse(String text, List<String> methods) {
    List<String> compared = new ArrayList<>(methods);
    compared.add(Methods.MEAN);
    compared.add(Methods.BIAS);
    List<Condition> conditions = new ArrayList<>();
    for (String part : AND.split(text.strip().toLowerCase(Locale.ROOT), -1)) {
      Matcher matcher = CONDITION.matcher(part);
      if (!matcher.matches()) {
        throw new UsageException(
            "--require takes conditions such as rmse<0.88 or \"rmse<0.88 and sgd.rmse<=bias.rmse\","
                + " given \""
                + text
                + "\"");
      }
      conditions.add(
          new Condition(
              part,
              figure(matcher.group(1).strip(), text, compared),
              Relation.of(matcher.group(2)),
              term(matcher.group(3).strip(), text, compared)));
    }
    return new QualityGate(conditions);
  }

  private static Term term(String text, String whole, List<String> methods) {
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) {
        return new Term("", null, number);
      }
    } catch (NumberFormatException notANumber) {
      return figure(text, whole, methods);
    }
    throw new UsageException("--require \"" + whole + "\" needs a finite number, given " + text);
  }

  private static Term figure(String text, String whole, List<String> methods) {
    int dot = text.indexOf('.');
    String method = dot < 0 ? methods.get(0) : text.substring(0, dot);
    if (!methods.contains(method)) {
      throw new UsageException(
          "--require \""
              + whole
              + "\" asks for "
              + method
              + ", which is not compared; there are "
              + String.join(", ", methods.stream().distinct().toList()));
    }
    String name = text.substring(dot + 1);
    return Metric.named(name)
        .map(metric -> new Term(method, metric, Double.NaN))
        .orElseThrow(
            () ->
                new UsageException(
                    "--require \""
                        + whole
                        + "\" asks for \""
                        + name
                        + "\"; there are "
                        + String.join(", ", Metric.titles())));
  }

  /** What became of each condition. */
  public List<Verdict> judge(List<MethodResult> results) {
    return conditions.stream().map(condition -> condition.judge(results)).toList();
  }
}
