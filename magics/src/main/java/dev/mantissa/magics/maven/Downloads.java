package dev.mantissa.magics.maven;

import dev.mantissa.magics.table.Figures;
import java.util.function.Consumer;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;

/** One line for each jar that is fetched; stops when the person interrupts. */
final class Downloads extends AbstractTransferListener {
    private final Consumer<String> progress;

    Downloads(Consumer<String> progress) {
        this.progress = progress;
    }

    @Override
    public void transferProgressed(TransferEvent event) throws TransferCancelledException {
        if (Thread.currentThread().isInterrupted()) {
            throw new TransferCancelledException("interrupted");
        }
    }

    @Override
    public void transferSucceeded(TransferEvent event) {
        String name = event.getResource().getResourceName();
        if (name.endsWith(".jar")) {
            progress.accept(
                    "fetched %s (%s) from %s"
                            .formatted(
                                    name.substring(name.lastIndexOf('/') + 1),
                                    Figures.bytes(event.getTransferredBytes()),
                                    event.getResource().getRepositoryId()));
        }
    }
}
