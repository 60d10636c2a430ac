package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.PolicyDifference;
import dev.mantissa.lib.precision.PrecisionPolicy;
import dev.mantissa.lib.precision.Resolution;
import dev.mantissa.magics.table.Figures;
import dev.mantissa.magics.table.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code %precision diff P1 P2}: what one policy computes otherwise than another. */
final class PrecisionDiff {
    /** The policy in force, as an argument. */
    static final String NOW = "now";

    private PrecisionDiff() {}

    static void show(MagicLine line, MagicContext context) {
        List<String> given = line.words().subList(1, line.words().size());
        if (given.isEmpty() || given.size() > 2) {
            throw Mistake.usage(
                    Say.typed(line),
                    given.isEmpty() ? "no policy named." : "more than two policies named.",
                    "%precision diff P1 P2, each a mode, a preset, a file, 'now' for what is in force,"
                            + " or entries in quotes: %precision diff balanced \"attention=f32 *=f16\"");
        }
        String second = given.size() == 1 ? NOW : given.get(1);
        try {
            Say.show(context, table(given.getFirst(), second));
        } catch (UsageException e) {
            throw Mistake.in(Say.typed(line), e);
        }
    }

    /** A file is one that is there and whose name is no policy. */
    private static PrecisionPolicy policy(String text) {
        if (text.equalsIgnoreCase(NOW)) {
            return Numerics.current().policy();
        }
        try {
            return PrecisionPolicy.parse(text);
        } catch (UsageException none) {
            Path file = PolicyFiles.path(text);
            if (Files.isRegularFile(file)) {
                return PolicyFiles.load(file);
            }
            throw new UsageException(none.getMessage() + " Nor is there a file of that name.");
        }
    }

    private static Table table(String first, String second) {
        PolicyDifference difference =
                PolicyDifference.of(policy(first), policy(second), Numerics.current().device());
        Table.Builder table =
                Table.titled("%s against %s".formatted(first, second))
                        .left("operations", first, "how")
                        .right("predicted error")
                        .left(second, "how")
                        .right("predicted error");
        int same = 0;
        for (PolicyDifference.Row row : difference.rows()) {
            if (!row.differs()) {
                same++;
                continue;
            }
            table.row(
                    PrecisionTables.operations(row.selector().toString()),
                    mode(row.left()),
                    row.left().how(),
                    Figures.error(row.left().expectedError()),
                    mode(row.right()),
                    row.right().how(),
                    Figures.error(row.right().expectedError()));
        }
        if (same == difference.rows().size()) {
            table.note("Both compute every operation that either of them names in the same way.");
        } else if (same > 0) {
            table.note("In the same way: %d more that one of them names.".formatted(same));
        }
        return table.note(PrecisionTables.PREDICTED).build();
    }

    private static String mode(Resolution resolution) {
        String asked = resolution.requested().name();
        String computed = resolution.resolved().name();
        String mode = asked.equals(computed) ? asked : asked + " (" + computed + ")";
        return (mode + " " + resolution.options()).strip();
    }
}
