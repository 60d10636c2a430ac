package dev.mantissa.kernel.worker;

import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/** Flushes outputs a moment after something was first printed to them; sleeps in between. */
final class StreamTimer {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

    private final DelayQueue<Due> queue = new DelayQueue<>();

    StreamTimer() {
        Thread.ofPlatform().daemon().name("stream timer").start(this::work);
    }

    void soon(RemoteOutput output) {
        queue.add(new Due(output, System.nanoTime() + PAUSE_NANOS));
    }

    private void work() {
        while (true) {
            try {
                queue.take().output().flush();
            } catch (InterruptedException e) {
                return;
            } catch (OutOfMemoryError e) {
                // What is held back is sent with the next output, or when the cell ends.
                continue;
            }
        }
    }

    private record Due(RemoteOutput output, long nanos) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(nanos, ((Due) other).nanos());
        }
    }
}
