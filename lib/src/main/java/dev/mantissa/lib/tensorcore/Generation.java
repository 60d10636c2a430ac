package dev.mantissa.lib.tensorcore;

import static dev.mantissa.lib.tensorcore.OperandKind.BF16;
import static dev.mantissa.lib.tensorcore.OperandKind.E4M3;
import static dev.mantissa.lib.tensorcore.OperandKind.E5M2;
import static dev.mantissa.lib.tensorcore.OperandKind.F16;
import static dev.mantissa.lib.tensorcore.OperandKind.TF32;

import dev.mantissa.lib.Suggestion;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.format.MxFormat;
import dev.mantissa.lib.format.NvFp4;
import dev.mantissa.lib.format.ScaledFormat;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The generations of tensor cores: one line adds one. What each adds, and in what order, was found
 * by probing the devices: Fasi, Higham, Mikaitis and Pranesh 2021 (Volta to Ampere), arXiv
 * 2511.10909 and 2512.07004 (all).
 */
public enum Generation {
    VOLTA(List.of("v100", "titanv"), Map.of(F16, new BlockSum(4, 23))),
    TURING(List.of("t4", "rtx2080", "rtx2080ti"), Map.of(F16, new BlockSum(8, 24))),
    AMPERE(List.of("a100", "a10", "a30", "a40", "rtx3080", "rtx3090"), sums(8, 4, 24)),
    ADA(
            List.of("l40s", "l40", "l4", "rtx4080", "rtx4090"),
            with8Bits(sums(8, 4, 24), new BlockSum(16, 13, SumFormat.E8M13))),
    HOPPER(
            List.of("h100", "h200", "h800", "gh200"),
            with8Bits(sums(16, 8, 25), new BlockSum(32, 13, SumFormat.E8M13))),
    BLACKWELL(
            List.of("b200", "b100", "gb200", "rtx5090"),
            with8Bits(sums(16, 8, 25), new BlockSum(32, 25)),
            Map.of(
                    MxFormat.FP8, new GroupSum(32, 1, 25),
                    MxFormat.FP4, new GroupSum(64, 16, 35),
                    NvFp4.FORMAT, new GroupSum(64, 16, 35)));

    private final List<String> gpus;
    private final Map<OperandKind, BlockSum> sums;
    private final Map<ScaledFormat, GroupSum> scaled;

    Generation(List<String> gpus, Map<OperandKind, BlockSum> sums) {
        this(gpus, sums, Map.of());
    }

    Generation(
            List<String> gpus,
            Map<OperandKind, BlockSum> sums,
            Map<ScaledFormat, GroupSum> scaled) {
        this.gpus = gpus;
        this.sums = sums;
        this.scaled = scaled;
    }

    private static Map<OperandKind, BlockSum> sums(int terms16, int termsTf32, int fractionBits) {
        BlockSum sum16 = new BlockSum(terms16, fractionBits);
        return Map.of(F16, sum16, BF16, sum16, TF32, new BlockSum(termsTf32, fractionBits));
    }

    private static Map<OperandKind, BlockSum> with8Bits(
            Map<OperandKind, BlockSum> wider, BlockSum sum8) {
        return Map.of(
                F16, wider.get(F16),
                BF16, wider.get(BF16),
                TF32, wider.get(TF32),
                E4M3, sum8,
                E5M2, sum8);
    }

    /** Lower-case name: "hopper". */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** GPUs that have it, as a person may type them: "h100". */
    public List<String> gpus() {
        return gpus;
    }

    /** The formats that it multiplies. */
    public Set<OperandKind> kinds() {
        return Collections.unmodifiableSet(EnumSet.copyOf(sums.keySet()));
    }

    /** How it adds products of that kind, if it has them. */
    public Optional<BlockSum> find(OperandKind kind) {
        return Optional.ofNullable(sums.get(kind));
    }

    /**
     * How it adds products of that kind.
     *
     * @throws UsageException if it has none, naming the formats and generations that there are
     */
    public BlockSum sum(OperandKind kind) {
        return find(kind)
                .orElseThrow(() ->
                        missing(kind.label(), generation -> generation.find(kind).isPresent()));
    }

    /** The formats with a scale for each block that it multiplies. */
    public Set<ScaledFormat> scaledFormats() {
        return scaled.keySet();
    }

    /**
     * How it adds products of blocks that have scales.
     *
     * @throws UsageException if it has none of that format, naming those that there are
     */
    public GroupSum sum(ScaledFormat format) {
        GroupSum sum = scaled.get(format);
        if (sum == null) {
            throw missing(format.name(), generation -> generation.scaled.containsKey(format));
        }
        return sum;
    }

    /**
     * The generation of that name or GPU, in any case, spaces and hyphens left out.
     *
     * @throws UsageException if there is none, naming the nearest match and the list
     */
    public static Generation of(String name) {
        String wanted = name.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
        return Arrays.stream(values())
                .filter(generation -> generation.names().anyMatch(wanted::equals))
                .findFirst()
                .orElseThrow(() -> unknown(name));
    }

    private Stream<String> names() {
        return Stream.concat(Stream.of(label()), gpus.stream());
    }

    private UsageException missing(String format, Predicate<Generation> hasIt) {
        String here =
                Stream.concat(
                                kinds().stream().map(OperandKind::label),
                                scaled.keySet().stream().map(ScaledFormat::name).sorted())
                        .collect(Collectors.joining(", "));
        String elsewhere =
                Arrays.stream(values())
                        .filter(hasIt)
                        .map(Generation::label)
                        .collect(Collectors.joining(", "));
        return new UsageException(
                "%s tensor cores do not multiply %s. They have: %s. Emulate one that does: %s."
                        .formatted(label(), format, here, elsewhere));
    }

    private static UsageException unknown(String name) {
        List<String> known = Arrays.stream(values()).flatMap(Generation::names).toList();
        String listed =
                Arrays.stream(values())
                        .map(g -> g.label() + " (" + String.join(", ", g.gpus) + ")")
                        .collect(Collectors.joining(", "));
        return new UsageException(
                "unknown GPU '%s'.%s Known: %s. Type one of them."
                        .formatted(name.strip(), Suggestion.hint(name, known), listed));
    }
}
