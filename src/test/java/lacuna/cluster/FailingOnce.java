// Makes tasks fail after they have done all their work, once each.
package lacuna.cluster;

import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.apache.spark.util.TaskCompletionListener;

/**
 * While the driver's thread has the local property {@link #PROPERTY}, the first attempt of a task
 * of each so-manieth stage throws at its very end: whatever it changed in place would be changed
 * twice.
 */
public final class FailingOnce implements SparkPlugin {
  static final String PROPERTY = "lacuna.test.failing";
  private static final int EACH = 5;

  @Override
  public DriverPlugin driverPlugin() {
    return null;
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new Failing();
  }

  private static final class Failing implements ExecutorPlugin {
    @Override
    public void init(PluginContext context, Map<String, String> conf) {}

    @Override
    public void onTaskStart() {
      TaskContext task = TaskContext.get();
      if (task.getLocalProperty(PROPERTY) != null
          && task.stageId() % EACH == 0
          && task.attemptNumber() == 0
          && task.partitionId() == 0) {
        TaskCompletionListener failing =
            ended -> {
              throw new IllegalStateException("fails once");
            };
        task.addTaskCompletionListener(failing);
      }
    }
  }
}
