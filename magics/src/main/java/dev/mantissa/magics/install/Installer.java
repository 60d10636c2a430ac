package dev.mantissa.magics.install;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Installs a distribution as a kernel of Jupyter's that stands on its own: the folder from which it
 * was installed may go. Made beside its place first, so that a failure leaves what was there.
 *
 * @param distribution what to install
 * @param java the absolute path of the command that is to run it
 */
public record Installer(Distribution distribution, Path java) {
    private static final String NEW = ".mantissa-new-";
    private static final String OLD = ".mantissa-old-";
    private static final List<String> LOGOS =
            List.of("logo-32x32.png", "logo-64x64.png", "logo-svg.svg");

    /**
     * @param bytes of all files
     * @param linked whether the jars take no space of their own
     * @param replaced whether there was one before
     */
    public record Installed(KernelSpec spec, long bytes, boolean linked, boolean replaced) {}

    /** For the running Java. */
    public static Installer of(Distribution distribution) {
        return new Installer(distribution, Path.of(System.getProperty("java.home"), "bin", "java"));
    }

    /**
     * @throws FileAlreadyExistsException if the place is taken by something else
     * @throws IOException if it cannot be written; what was there is then as it was
     */
    public Installed into(KernelSpec spec) throws IOException {
        Path kernels = Objects.requireNonNull(spec.folder().getParent());
        Files.createDirectories(kernels);
        sweep(kernels, spec.folder());
        boolean replaces = spec.exists();
        if (replaces && !spec.isOurs()) {
            throw new FileAlreadyExistsException(
                    spec.folder().toString(),
                    null,
                    "is there already, and no kernel of Mantissa's");
        }
        Path fresh = kernels.resolve(NEW + ProcessHandle.current().pid());
        try {
            boolean linked = fill(fresh, spec);
            swap(fresh, spec.folder());
            return new Installed(spec, FolderTree.bytes(spec.folder()), linked, replaces);
        } finally {
            FolderTree.delete(fresh);
        }
    }

    /** Deletes an installed kernel. */
    public static void remove(KernelSpec spec) throws IOException {
        FolderTree.delete(spec.folder());
    }

    private boolean fill(Path fresh, KernelSpec spec) throws IOException {
        Path library = fresh.resolve(Distribution.LIBRARY);
        Files.createDirectories(library);
        boolean linked = FolderTree.link(distribution.jars(), library);
        List<Path> caches =
                Stream.of(distribution.javaCache(), distribution.kernelCache())
                        .filter(Files::isRegularFile)
                        .toList();
        linked &= FolderTree.link(caches, fresh);
        for (String logo : LOGOS) {
            try (InputStream picture = Installer.class.getResourceAsStream(logo)) {
                Files.copy(Objects.requireNonNull(picture, logo), fresh.resolve(logo));
            }
        }
        new Distribution(fresh).writeArguments(spec.folder());
        // Last, as Jupyter counts a folder as a kernel by this file.
        KernelSpec.write(fresh, KernelSpec.argv(java, spec.distribution().kernelArguments()));
        return linked;
    }

    private static void swap(Path fresh, Path place) throws IOException {
        Path old = place.resolveSibling(OLD + ProcessHandle.current().pid());
        boolean replaces = Files.exists(place);
        if (replaces) {
            Files.move(place, old);
        }
        try {
            Files.move(fresh, place);
        } catch (IOException failure) {
            if (replaces) {
                Files.move(old, place);
            }
            throw failure;
        }
        FolderTree.delete(old);
    }

    /**
     * Deletes what installations that were killed have left. An old kernel whose place is empty
     * returns to it.
     */
    private static void sweep(Path kernels, Path place) throws IOException {
        try (Stream<Path> folders = Files.list(kernels)) {
            for (Path folder : folders.toList()) {
                String name = folder.getFileName().toString();
                if ((name.startsWith(NEW) || name.startsWith(OLD)) && !isInUse(name)) {
                    if (name.startsWith(OLD) && !Files.exists(place)) {
                        Files.move(folder, place);
                    } else {
                        FolderTree.delete(folder);
                    }
                }
            }
        }
    }

    private static boolean isInUse(String name) {
        try {
            long process = Long.parseLong(name.substring(NEW.length()));
            return ProcessHandle.of(process).isPresent();
        } catch (NumberFormatException notOurs) {
            return true;
        }
    }
}
