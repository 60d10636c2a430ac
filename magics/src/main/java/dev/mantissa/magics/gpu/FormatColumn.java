package dev.mantissa.magics.gpu;

import dev.mantissa.lib.gpu.Gpu;
import dev.mantissa.lib.gpu.Operands;
import dev.mantissa.lib.gpu.Support;
import dev.mantissa.lib.precision.OnUnsupported;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A column of the table: a mode, a level or a format, and what it comes to on each GPU. */
public sealed interface FormatColumn {
    /** A mode of the catalogue; a level is resolved for each GPU. */
    record OfMode(Precision mode) implements FormatColumn {
        @Override
        public String title() {
            return mode.name();
        }

        @Override
        public String cell(Gpu gpu, OnUnsupported how) {
            String symbol = Support.of(gpu, mode, how).symbol();
            Precision there = mode.on(gpu.device());
            return there.equals(mode) ? symbol : symbol + " (" + there.name() + ")";
        }
    }

    /** A format that hardware has and that is no mode. */
    record OfFormat(Operands operands) implements FormatColumn {
        @Override
        public String title() {
            return operands.name();
        }

        @Override
        public String cell(Gpu gpu, OnUnsupported how) {
            return Support.of(gpu, operands, how).symbol();
        }
    }

    String title();

    /** What it comes to there: "N", "R f32". */
    String cell(Gpu gpu, OnUnsupported how);

    /**
     * The mode, level or format of that name.
     *
     * @throws dev.mantissa.lib.UsageException if it is a mode with numbers out of range
     */
    static Optional<FormatColumn> find(String name) {
        return Precisions.find(name)
                .<FormatColumn>map(OfMode::new)
                .or(() -> Operands.find(name).map(OfFormat::new));
    }

    /** One for every format that hardware has. */
    static List<FormatColumn> hardware() {
        return Operands.hardware().stream().flatMap(name -> find(name).stream()).toList();
    }

    /** Every name that {@link #find} knows, but for the many {@code eXmY}. */
    static List<String> names() {
        return Stream.concat(
                        Precisions.all().stream().map(Precision::name),
                        Operands.hardware().stream())
                .distinct()
                .toList();
    }
}
