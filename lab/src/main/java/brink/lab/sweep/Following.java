package brink.lab.sweep;

import brink.lab.record.MomentRow;
import brink.lab.record.Progress;
import brink.lab.record.RunFolder;
import brink.lab.record.Tail;
import brink.lab.spec.Sweep;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Tells a watch beside what an executor says how far the runs that are going on have come. It reads
 * that in their folders every few seconds, and so does not ask who carries them out, and where.
 */
public final class Following implements SweepWatch, AutoCloseable {
  private static final Duration PERIOD = Duration.ofSeconds(2);

  private final SweepFolder folder;
  private final SweepWatch watch;
  private final Map<Sweep.Point, Tail> going = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread;

  private Following(SweepFolder folder, SweepWatch watch) {
    this.folder = folder;
    this.watch = watch;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("following").factory());
  }

  /** Follows the points of a folder from when they begin until they are done with. */
  public static Following of(SweepFolder folder, SweepWatch watch) {
    var following = new Following(folder, watch);
    long millis = PERIOD.toMillis();
    following.thread.scheduleWithFixedDelay(following::look, millis, millis, TimeUnit.MILLISECONDS);
    return following;
  }

  @Override
  public void accept(Event event) {
    switch (event) {
      case Began(var point) -> going.put(point, new Tail(new RunFolder(folder.run(point))));
      case Done(var point, var _) ->
          Optional.ofNullable(going.remove(point)).ifPresent(Tail::close);
      case Moved _ -> {}
    }
    watch.accept(event);
  }

  /** Tells what is new; by one thread. */
  void look() {
    going.forEach(this::look);
  }

  private void look(Sweep.Point point, Tail tail) {
    var news = tail.next();
    double began = news.first().map(MomentRow::loss).orElse(1.0); // as a run that measured none
    news.step()
        .map(step ->
            Progress.Stepped.of(
                step, point.spec().stop().done(step.step(), step.t(), step.loss(), began)))
        .ifPresent(step -> watch.accept(new Moved(point, step)));
    news.moment()
        .flatMap(Progress.Measured::of)
        .ifPresent(moment -> watch.accept(new Moved(point, moment)));
  }

  @Override
  public void close() {
    thread.shutdownNow();
    going.values().forEach(Tail::close);
  }
}
