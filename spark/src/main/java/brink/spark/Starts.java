package brink.spark;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/** Says which point a worker takes up, once for each. */
final class Starts extends SparkListener {
  /** The property of a job that holds the point's id. */
  static final String POINT = "brink.point";

  private final Consumer<String> told;
  private final Map<Integer, String> points = new ConcurrentHashMap<>();

  Starts(Consumer<String> told) {
    this.told = told;
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted stage) {
    Optional.ofNullable(stage.properties().getProperty(POINT))
        .ifPresent(point -> points.put(stage.stageInfo().stageId(), point));
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart task) {
    if (task.taskInfo().attemptNumber() == 0) {
      Optional.ofNullable(points.get(task.stageId())).ifPresent(told);
    }
  }

  @Override
  public void onStageCompleted(SparkListenerStageCompleted stage) {
    points.remove(stage.stageInfo().stageId());
  }
}
