package dev.mantissa.lib.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures cases: how right each is, and how fast, with an interval. Each is checked before it is
 * timed; cases of one group are sampled side by side; a budget of time bounds it all.
 */
public final class Bench {
    private final Protocol protocol;
    private final Ticker ticker;

    public Bench(Protocol protocol) {
        this(protocol, Ticker.SYSTEM);
    }

    /** With a clock of one's own. */
    public Bench(Protocol protocol, Ticker ticker) {
        this.protocol = protocol;
        this.ticker = ticker;
    }

    /**
     * Measures every case; groups share the budget, and what one does not need goes to the next.
     *
     * @param title for people
     * @param listener is told how far it is, on this thread, between samples
     * @throws dev.mantissa.lib.engine.CancelledException if the thread is interrupted
     * @throws Exception what a case throws
     */
    public BenchResult run(String title, List<BenchCase> cases, Progress.Listener listener)
            throws Exception {
        Map<String, List<BenchCase>> groups = new LinkedHashMap<>();
        for (BenchCase c : cases) {
            groups.computeIfAbsent(c.group(), g -> new ArrayList<>()).add(c);
        }
        Activity before = Activity.now();
        long start = ticker.nanos();
        long budget = protocol.budget().toNanos();
        List<CaseResult> results = new ArrayList<>();
        int remaining = groups.size();
        for (List<BenchCase> group : groups.values()) {
            long spent = ticker.nanos() - start;
            long share = Math.max(1_000_000, (budget - spent) / remaining);
            Progress.Listener scaled =
                    p ->
                            listener.at(
                                    new Progress(
                                            p.doing(),
                                            Math.clamp(
                                                    (spent + p.fraction() * share) / budget,
                                                    0,
                                                    1)));
            results.addAll(new GroupRun(group, protocol, share, ticker, scaled).run());
            remaining--;
        }
        return new BenchResult(
                title,
                protocol,
                ticker.resolutionNanos(),
                ticker.nanos() - start,
                results,
                Machine.detect(),
                Activity.now().since(before));
    }
}
