package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.kernel.session.Variable;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.nd4j.NetworkQuantizer;
import dev.mantissa.magics.table.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code %quantize save f.zip net} and {@code %quantize load f.zip}. */
final class QuantizeFiles {
    private static final String SAVE = "%quantize save FILE NAME";
    private static final String LOAD = "%quantize load FILE";

    private QuantizeFiles() {}

    /**
     * Saves, or loads.
     *
     * @return the loaded network; null after saving
     * @throws IllegalArgumentException saying what does not fit
     */
    static @Nullable Object run(
            MagicLine line,
            QuantizeRequest request,
            NetworkQuantizer quantizer,
            MagicContext context) {
        boolean saves = request.action() == QuantizeRequest.Action.SAVE;
        List<String> names = request.names();
        if (names.size() != (saves ? 2 : 1)) {
            throw Mistake.usage(
                    Say.typed(line),
                    saves ? "one file and one network, please." : "one file, please.",
                    saves ? SAVE : LOAD);
        }
        try {
            Path file = Path.of(Globs.home(names.getFirst()));
            return saves
                    ? save(
                            file,
                            QuantizeMagic.target(line, names.get(1), context),
                            quantizer,
                            context)
                    : load(file, quantizer, context);
        } catch (UsageException e) {
            throw Mistake.in(Say.typed(line), e);
        } catch (InvalidPathException e) {
            throw Mistake.usage(Say.typed(line), "that is no file name.", saves ? SAVE : LOAD);
        }
    }

    private static @Nullable Object save(
            Path file, Variable network, NetworkQuantizer quantizer, MagicContext context) {
        try {
            quantizer.save(Objects.requireNonNull(network.value()), file);
            Say.line(
                    context,
                    "%s saved to %s, %s. %%quantize load %s reads it."
                            .formatted(
                                    network.name(), file, Figures.bytes(Files.size(file)), file));
            return null;
        } catch (IOException e) {
            throw new UsageException(
                    "cannot write '%s': %s. Give a file in a folder that exists and can be written to."
                            .formatted(file, e.getMessage()));
        }
    }

    private static Object load(Path file, NetworkQuantizer quantizer, MagicContext context) {
        Object network = quantizer.load(file);
        Say.show(
                context,
                QuantizeTables.network(
                        file.getFileName().toString(), quantizer.report(network).orElseThrow()));
        return network;
    }
}
