package dev.mantissa.kernel.session;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Guards the compiler. It is held while snippets are analysed and compiled, and given up while
 * their code runs, so that completion works meanwhile.
 */
final class CompilerLock {
    private final ReentrantLock lock = new ReentrantLock();

    void acquire() {
        lock.lock();
    }

    void release() {
        lock.unlock();
    }

    /** Gives it up entirely; returns how often it was held, for {@link #retake}. */
    int giveUp() {
        int holds = lock.getHoldCount();
        for (int i = 0; i < holds; i++) {
            lock.unlock();
        }
        return holds;
    }

    void retake(int holds) {
        for (int i = 0; i < holds; i++) {
            lock.lock();
        }
    }

    /** What {@code work} gives, or empty if the compiler is busy for too long. */
    <T> Optional<T> withinReach(Duration patience, Supplier<T> work) {
        try {
            if (!lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return Optional.of(work.get());
        } finally {
            lock.unlock();
        }
    }
}
