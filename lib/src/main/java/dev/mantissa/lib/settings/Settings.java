package dev.mantissa.lib.settings;

import dev.mantissa.lib.Environment;
import dev.mantissa.lib.Setting;
import dev.mantissa.lib.SettingValue;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.engine.ComputeThreads;
import dev.mantissa.lib.precision.Numerics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table of the library's flags, and their values in one environment. Each is looked up in the
 * system properties, then the environment variables, then {@code .env} in the working directory,
 * then {@code mantissa.toml} there.
 */
public final class Settings {
    public static final Setting PRECISION = Numerics.PRECISION;
    public static final Setting ENGINE = Numerics.ENGINE;
    public static final Setting THREADS = ComputeThreads.SETTING;
    public static final Setting CACHE =
            new Setting(
                    "cache",
                    "MANTISSA_CACHE",
                    "mantissa.cache",
                    "~/.cache/mantissa",
                    "folder for data sets and other things that can be made again",
                    Settings::parsePath);
    public static final Setting BENCH_BUDGET =
            new Setting(
                    "bench.budget",
                    "MANTISSA_BENCH_BUDGET",
                    "mantissa.bench.budget",
                    "20s",
                    "time that %bench may take: 500ms, 20s, 2m",
                    Settings::parseDuration);

    private static final List<Setting> ALL =
            List.of(PRECISION, ENGINE, THREADS, CACHE, BENCH_BUDGET);
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m)");

    private final Environment environment;

    private Settings(Environment environment) {
        this.environment = environment;
    }

    /** Every flag, in the order shown. */
    public static List<Setting> all() {
        return ALL;
    }

    /** The flags of this process, as they are now. */
    public static Settings load() {
        return new Settings(Environment.system());
    }

    /** The flags of another environment. */
    public static Settings load(Environment environment) {
        return new Settings(environment);
    }

    /** The value of a flag and where it came from. */
    public SettingValue value(Setting setting) {
        return environment.read(setting);
    }

    /** Every flag's value, in the order of the table. */
    public List<SettingValue> values() {
        return ALL.stream().map(environment::read).toList();
    }

    /**
     * What a person should be told at the start: which flags a file has set, and what was wrong
     * with values that are not used. Empty where nothing is set.
     */
    public List<String> notices() {
        List<String> notices = new ArrayList<>(environment.dotEnv().problems());
        notices.addAll(environment.toml().problems());
        notices.addAll(environment.toml().unknownKeys(ALL.stream().map(Setting::name).toList()));
        for (SettingValue value : values()) {
            notices.addAll(value.problems());
            switch (value.source().kind()) {
                case DOT_ENV -> notices.add(setBy(value, environment.dotEnv().file()));
                case FILE -> notices.add(setBy(value, environment.toml().file()));
                default -> {}
            }
        }
        return notices;
    }

    private static String setBy(SettingValue value, Path file) {
        return "%s is set to '%s' by %s."
                .formatted(value.setting().name(), value.text(), file.toAbsolutePath());
    }

    /** Threads that a product may use. */
    public int threads() {
        return ComputeThreads.parse(value(THREADS).text());
    }

    /** Folder for things that can be made again; it need not exist. */
    public Path cache() {
        return parsePath(value(CACHE).text());
    }

    /** Time that a benchmark may take. */
    public Duration benchBudget() {
        return parseDuration(value(BENCH_BUDGET).text());
    }

    private static Path parsePath(String text) {
        String home = System.getProperty("user.home", "");
        String path = text.strip();
        return Path.of(path.equals("~") || path.startsWith("~/") ? home + path.substring(1) : path);
    }

    private static Duration parseDuration(String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw new UsageException(
                    "'%s' is not a time. Allowed: a whole number with its unit, as in 500ms, 5s or 2m."
                            .formatted(text));
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }
}
