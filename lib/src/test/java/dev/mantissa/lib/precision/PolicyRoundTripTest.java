package dev.mantissa.lib.precision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.format.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a policy prints is a policy, and the same one. */
class PolicyRoundTripTest {
    private static final int POLICIES = 3000;
    private static final List<String> SELECTORS =
            List.of(
                    "op:conv2d",
                    "op:Named",
                    "layer:0",
                    "layer:-1",
                    "layer:3..17",
                    "layer:-4..-2",
                    "layer:2..-2",
                    "name:out",
                    "name:on",
                    "blocks.*.attn.q",
                    "dense*",
                    "?b*",
                    "W_q.0",
                    "*");
    private static final List<String> OPTIONS =
            List.of(
                    "on=fallback",
                    "on=error",
                    "on=emulate",
                    "ON=Error",
                    "store=f16",
                    "overflow=clamp",
                    "on-nan=stepup",
                    "upcast=attention,norm");

    static LongStream seeds() {
        return LongStream.range(0, 4);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void every_policy_prints_to_a_text_that_is_the_same_policy(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> modes = modes(random);
        for (int i = 0; i < POLICIES; i++) {
            String text = policy(random, modes);
            PrecisionPolicy policy = PrecisionPolicy.parse(text);
            PrecisionPolicy again = PrecisionPolicy.parse(policy.toString());
            assertThat(again).as("%s, printed as %s", text, policy).isEqualTo(policy);
            assertThat(again).hasToString(policy.toString());
            assertSameModes(policy, again, text);
        }
    }

    /** Equal names could hide different arithmetic or promises. */
    private static void assertSameModes(PrecisionPolicy one, PrecisionPolicy two, String text) {
        for (int i = 0; i < one.entries().size(); i++) {
            Precision a = one.entries().get(i).mode();
            Precision b = two.entries().get(i).mode();
            assertThat(bits(b.operandFormat())).as(text).isEqualTo(bits(a.operandFormat()));
            assertThat(bits(b.rightFormat())).as(text).isEqualTo(bits(a.rightFormat()));
            assertThat(b.splitting()).as(text).isEqualTo(a.splitting());
            assertThat(b.accumulation()).as(text).isEqualTo(a.accumulation());
            assertThat(String.valueOf(b.tensorCores())).isEqualTo(String.valueOf(a.tensorCores()));
            if (a instanceof Level level) {
                assertThat(((Level) b).contract()).as(text).isEqualTo(level.contract());
            }
        }
    }

    private static String bits(NumberFormat format) {
        return "%s e%dm%d blocks of %d, up to %s"
                .formatted(
                        format.name(),
                        format.exponentBits(),
                        format.mantissaBits(),
                        format.block(),
                        format.largest());
    }

    private static String policy(SplittableRandom random, List<String> modes) {
        List<String> words = new ArrayList<>();
        if (random.nextInt(4) == 0) {
            words.add(pick(random, modes));
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            words.add(selector(random) + "=" + pick(random, modes));
        }
        if (random.nextInt(8) == 0) {
            words.add(pick(random, List.copyOf(Presets.all().keySet())));
        }
        if (words.isEmpty() || random.nextBoolean()) {
            words.add(pick(random, OPTIONS));
        }
        return String.join(random.nextBoolean() ? " " : ", ", words);
    }

    private static String selector(SplittableRandom random) {
        List<String> all = Stream.concat(SELECTORS.stream(), Role.labels().stream()).toList();
        return pick(random, all);
    }

    private static List<String> modes(SplittableRandom random) {
        List<String> modes = new ArrayList<>();
        for (Precision mode : Precisions.all()) {
            modes.add(mode.name());
            modes.addAll(mode.aliases());
        }
        for (int i = 0; i < 100; i++) {
            modes.add("e%dm%d".formatted(random.nextInt(2, 9), random.nextInt(1, 23)));
            modes.add("int%d:g%d".formatted(random.nextInt(2, 8), 1 << random.nextInt(1, 12)));
            modes.add("auto:err=" + random.nextDouble(1e-7, 0.1));
            modes.add("auto:err=%de-%d".formatted(random.nextInt(1, 10), random.nextInt(1, 7)));
            modes.add(
                    "%s@%s:p%d"
                            .formatted(
                                    pick(random, List.of("f16", "bf16", "f16acc16")),
                                    pick(random, List.of("v100", "T4", "a100", "H100", "hopper")),
                                    8 * random.nextInt(10_000, 100_000))
                            .replaceFirst("bf16@(?i)(v100|t4)", "f16@$1"));
        }
        modes.addAll(List.of("int3", "int5", "int6:g32", "high@a100", "f8e4m3@h100:p128"));
        modes.removeIf(PolicyRoundTripTest::isNone);
        assertThat(modes).hasSizeGreaterThan(400);
        return modes;
    }

    /** Numbers out of range, and promotions that some GPU cannot do. */
    private static boolean isNone(String mode) {
        try {
            return Precisions.find(mode).isEmpty();
        } catch (UsageException outOfRange) {
            return true;
        }
    }

    private static String pick(SplittableRandom random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
