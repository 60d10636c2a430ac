package dev.mantissa.kernel.notebook;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may read and write a file, on file systems that know it. */
public final class FileModes {
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private FileModes() {}

    /**
     * Sees to it that a file is there which its owner alone may read and write; missing folders are
     * made likewise.
     */
    public static void ownersOnly(Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Files.createDirectories(folder, ownersFolder(folder));
        try {
            Files.createFile(file, ownersFile(folder));
        } catch (FileAlreadyExistsException e) {
            closeToOthers(file);
        }
    }

    /** For a file that is made in that folder. */
    static FileAttribute<?>[] ownersFile(Path folder) {
        return attributes(folder, OWNER);
    }

    private static FileAttribute<?>[] ownersFolder(Path folder) {
        Set<PosixFilePermission> modes = EnumSet.copyOf(OWNER);
        modes.add(PosixFilePermission.OWNER_EXECUTE);
        return attributes(folder, modes);
    }

    private static FileAttribute<?>[] attributes(Path folder, Set<PosixFilePermission> modes) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(modes)}
                : new FileAttribute<?>[0];
    }

    private static void closeToOthers(Path file) throws IOException {
        PosixFileAttributeView view = view(file);
        if (view != null) {
            Set<PosixFilePermission> modes = EnumSet.copyOf(OWNER);
            modes.retainAll(view.readAttributes().permissions());
            if (!modes.equals(view.readAttributes().permissions())) {
                view.setPermissions(modes);
            }
        }
    }

    /** Gives one file the modes of another. */
    static void copy(Path from, Path to) throws IOException {
        PosixFileAttributeView source = view(from);
        PosixFileAttributeView target = view(to);
        if (source != null && target != null) {
            target.setPermissions(source.readAttributes().permissions());
        }
    }

    private static @Nullable PosixFileAttributeView view(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class);
    }
}
