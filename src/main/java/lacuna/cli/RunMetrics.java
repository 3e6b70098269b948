// The epoch that a run is at, for the sinks that a Spark installation has set up.
package lacuna.cli;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.Map;
import lacuna.factorisation.EpochRecord;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Gauges under {@code plugin.lacuna.cli.RunMetrics} of the driver's metrics.
 *
 * <p>Decision: a plugin that {@link SparkStart} names. Because: it is Spark's public way to metrics
 * of one's own. Costs: Spark makes the plugin, so that the epoch reaches it through a field of the
 * class; a JVM has one context.
 */
public final class RunMetrics implements SparkPlugin {
  private static volatile EpochRecord last;

  /** Notes the last epoch. */
  static void epochEnded(EpochRecord epoch) {
    last = epoch;
  }

  private interface Figure {
    double of(EpochRecord epoch);
  }

  @Override
  public DriverPlugin driverPlugin() {
    return new DriverPlugin() {
      @Override
      public Map<String, String> init(SparkContext spark, PluginContext context) {
        last = null;
        return Map.of();
      }

      @Override
      public void registerMetrics(String application, PluginContext context) {
        MetricRegistry registry = context.metricRegistry();
        registry.register("epoch", gauge(EpochRecord::epoch));
        registry.register("trainRmse", gauge(EpochRecord::trainRmse));
        registry.register("validationRmse", gauge(EpochRecord::validationRmse));
        registry.register("ratingsPerSecond", gauge(EpochRecord::ratingsPerSecond));
      }
    };
  }

  private static Gauge<Double> gauge(Figure figure) {
    return () -> {
      EpochRecord epoch = last;
      return epoch == null ? Double.NaN : figure.of(epoch);
    };
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return null;
  }
}
