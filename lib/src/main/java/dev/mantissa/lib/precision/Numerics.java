package dev.mantissa.lib.precision;

import dev.mantissa.lib.Environment;
import dev.mantissa.lib.Notices;
import dev.mantissa.lib.Setting;
import dev.mantissa.lib.SettingValue;
import dev.mantissa.lib.Source;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.engine.Engines;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The numeric settings in force. Immutable; carried by a {@link ScopedValue}, with the notebook's
 * own below it.
 *
 * <p>A scope holds on the thread that opened it and on children of structured concurrency. Parallel
 * streams and foreign thread pools do not see it: give them {@link #wrap(Callable) wrapped} tasks.
 * The notebook's settings hold on every thread.
 *
 * @param policy the mode of each operation
 * @param source where the policy came from
 * @param engine the engine asked for by name, or "auto"
 * @param device as on which levels are resolved: this machine's, or one that is simulated
 * @param origins where entries of the policy came from that were there before {@code source}
 *     changed it
 */
public record Numerics(
        PrecisionPolicy policy,
        Source source,
        String engine,
        Device device,
        Map<Selector, Source> origins) {
    /** The flag for the precision. */
    public static final Setting PRECISION =
            new Setting(
                    "precision",
                    "MANTISSA_PRECISION",
                    "mantissa.precision",
                    "highest",
                    "float32 matmul precision: a mode, a level, or a policy as for %precision",
                    PrecisionPolicy::parse);

    /** The flag for the engine. */
    public static final Setting ENGINE =
            new Setting(
                    "engine",
                    "MANTISSA_ENGINE",
                    "mantissa.engine",
                    "auto",
                    "the engine that computes products: a name as for %engine, or auto",
                    Engines::select);

    private static final ScopedValue<Numerics> SCOPED = ScopedValue.newInstance();
    private static final AtomicReference<Numerics> NOTEBOOK =
            new AtomicReference<>(initial(Environment.system()));

    public Numerics {
        origins = Map.copyOf(origins);
    }

    /** One mode for everything, by the engine in force. */
    public Numerics(Precision precision, Source source) {
        this(PrecisionPolicy.of(precision), source);
    }

    /** A policy, by the engine in force. */
    public Numerics(PrecisionPolicy policy, Source source) {
        this(policy, source, current());
    }

    private Numerics(PrecisionPolicy policy, Source source, Numerics now) {
        this(policy, source, now.engine, now.device, Map.of());
    }

    /** A policy, by that engine on this machine. */
    public Numerics(PrecisionPolicy policy, Source source, String engine) {
        this(policy, source, engine, Device.CPU, Map.of());
    }

    /** The settings with which a notebook starts in that environment: where a reset leads. */
    public static Numerics initial(Environment environment) {
        SettingValue precision = environment.read(PRECISION);
        String engine = environment.read(ENGINE).text();
        return new Numerics(PrecisionPolicy.parse(precision.text()), precision.source(), engine);
    }

    /** The same settings with another engine. */
    public Numerics withEngine(String name) {
        return new Numerics(policy, source, name, device, origins);
    }

    /** The same settings, resolved as on another device. */
    public Numerics withDevice(Device other) {
        return new Numerics(policy, source, engine, other, origins);
    }

    /**
     * The policy written in {@code text}.
     *
     * @throws UsageException naming the word that is wrong and what is allowed
     */
    public static Numerics of(String text, Source source) {
        return new Numerics(PrecisionPolicy.parse(text), source);
    }

    /**
     * These settings with the policy changed by {@code text}, as {@link PrecisionPolicy#amend} does
     * it; entries that stay keep the source that they have.
     *
     * @throws UsageException naming the word that is wrong and what is allowed
     */
    public Numerics amended(String text, Source by) {
        PolicyText change = PolicyText.read(text);
        Map<Selector, Source> kept = new HashMap<>();
        if (!change.isComplete()) {
            policy.entries().forEach(e -> kept.put(e.selector(), source(e.selector())));
            change.entries().forEach(e -> kept.remove(e.selector()));
        }
        return new Numerics(policy.amend(change), by, engine, device, kept);
    }

    /**
     * Where the mode of the entry with that selector came from; the default where there is none.
     */
    public Source source(Selector selector) {
        boolean written = policy.entries().stream().anyMatch(e -> e.selector().equals(selector));
        return written ? origins.getOrDefault(selector, source) : Source.DEFAULT;
    }

    /** The settings of the present scope, else the notebook's. */
    public static Numerics current() {
        return SCOPED.isBound() ? SCOPED.get() : notebook();
    }

    /** The settings that hold where no scope says otherwise. */
    public static Numerics notebook() {
        return Objects.requireNonNull(NOTEBOOK.get());
    }

    public static void setNotebook(Numerics numerics) {
        NOTEBOOK.set(numerics);
    }

    /**
     * Makes {@code numerics} the notebook's settings unless they came from a stronger source: what
     * a notebook file says must not undo what a person typed.
     *
     * @return whether they hold now
     */
    public static boolean offerNotebook(Numerics numerics) {
        Numerics now =
                NOTEBOOK.updateAndGet(old -> old.source.outranks(numerics.source) ? old : numerics);
        return now == numerics;
    }

    /** The mode for operations that the policy does not name. */
    public Precision precision() {
        return policy.everything();
    }

    /** The mode for an operation by name: "matmul", "conv2d". */
    public Precision precision(String op) {
        return precision(op, null);
    }

    /** The mode for an operation by name and role. */
    public Precision precision(String op, @Nullable Role role) {
        return resolve(policy.mode(op, role), op);
    }

    /**
     * The mode in which an operation is computed that should be computed in {@code mode}: itself,
     * unless another device is simulated or the policy has a rule for what the device lacks.
     *
     * @throws UsageException if that rule is {@code on=error} and the device lacks the mode
     */
    public Precision resolve(Precision mode, String op) {
        boolean emulates = policy.onUnsupported() == OnUnsupported.EMULATE;
        if (mode.passesThrough() || emulates && !device.isSimulated()) {
            return mode;
        }
        Resolution resolution = Resolution.of(mode, device, policy.onUnsupported());
        switch (resolution.how()) {
            case ERROR -> throw resolution.refusal(op);
            case RAISED ->
                    Notices.once(
                            op + " in " + mode.name() + " on " + device.name(),
                            "'%s' is computed in %s instead of '%s': %s has no instructions for it, and the policy says on=fallback. (Said once.)"
                                    .formatted(
                                            op,
                                            resolution.resolved().name(),
                                            mode.name(),
                                            device.name()));
            default -> {}
        }
        return resolution.resolved();
    }

    /**
     * True unless the device lacks {@code mode} and the policy forbids computing what it lacks:
     * with {@code on=fallback} and {@code on=error}.
     */
    public boolean allows(Precision mode) {
        return policy.onUnsupported() == OnUnsupported.EMULATE || device.isNative(mode.on(device));
    }

    /** Runs {@code body} with these settings on this thread. */
    public <T extends @Nullable Object> T call(Callable<T> body) throws Exception {
        return ScopedValue.where(SCOPED, this).call(body::call);
    }

    /** As {@link #call}, for a body that declares what it throws. */
    <T extends @Nullable Object, X extends Throwable> T within(
            ScopedValue.CallableOp<? extends T, X> body) throws X {
        return ScopedValue.where(SCOPED, this).call(body);
    }

    /** Runs {@code body} with these settings on this thread. */
    public void run(Runnable body) {
        ScopedValue.where(SCOPED, this).run(body);
    }

    /** A task that computes with the settings in force here and now, whichever thread runs it. */
    public static Runnable wrap(Runnable task) {
        Numerics captured = current();
        return () -> captured.run(task);
    }

    /** A task that computes with the settings in force here and now, whichever thread runs it. */
    public static <T extends @Nullable Object> Callable<T> wrap(Callable<T> task) {
        Numerics captured = current();
        return () -> captured.call(task);
    }

    /** "high (notebook)". */
    @Override
    public String toString() {
        return policy + " (" + source + ")";
    }
}
