package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.precision.OnUnsupported;
import dev.mantissa.magics.gpu.FormatColumn;
import dev.mantissa.magics.gpu.GpuTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code %gpu matrix [MODE …] [on=…]}, which {@code %precision matrix} is too. */
final class GpuMatrix {
    private static final String ON = "on=";

    private GpuMatrix() {}

    /** Shows both tables, or only the columns that the line names. */
    static void show(MagicLine line, MagicContext context) {
        List<FormatColumn> columns = new ArrayList<>();
        OnUnsupported how = OnUnsupported.FALLBACK;
        for (String word : line.words().subList(1, line.words().size())) {
            if (word.toLowerCase(Locale.ROOT).startsWith(ON)) {
                how = how(line, word.substring(ON.length()));
            } else {
                columns.add(column(line, word));
            }
        }
        boolean all = columns.isEmpty();
        Say.show(context, GpuTables.formats(all ? FormatColumn.hardware() : columns, how));
        if (all) {
            Say.show(context, GpuTables.peaks());
        }
    }

    private static FormatColumn column(MagicLine line, String word) {
        try {
            return FormatColumn.find(word).orElseThrow(() -> unknown(line, word));
        } catch (UsageException e) {
            throw Mistake.in(Say.typed(line), e);
        }
    }

    /** What may stand after {@code matrix}. */
    static List<String> words() {
        List<String> words = new ArrayList<>(FormatColumn.names());
        OnUnsupported.labels().forEach(label -> words.add(ON + label));
        return words;
    }

    private static OnUnsupported how(MagicLine line, String label) {
        return OnUnsupported.find(label)
                .orElseThrow(() ->
                        Mistake.unknown(
                                Say.typed(line),
                                "value of on=",
                                label,
                                OnUnsupported.labels(),
                                "Write it as in on=emulate."));
    }

    private static IllegalArgumentException unknown(MagicLine line, String word) {
        return Mistake.unknown(
                Say.typed(line),
                "format",
                word,
                FormatColumn.names(),
                "Any eXmY within f32 is one too, as in e5m4; a rule for what a GPU lacks is on="
                        + String.join("|", OnUnsupported.labels())
                        + ".");
    }
}
