package dev.mantissa.kernel.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may read and write a file, on file systems that know it. */
public final class FileModes {
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private FileModes() {}

    /** For a file that is made in that folder: its owner may read and write it, nobody else. */
    public static FileAttribute<?>[] ownersFile(Path folder) {
        return attributes(folder, OWNER);
    }

    /** For a folder that is made in that folder: its owner may enter it, nobody else. */
    public static FileAttribute<?>[] ownersFolder(Path folder) {
        Set<PosixFilePermission> modes = EnumSet.copyOf(OWNER);
        modes.add(PosixFilePermission.OWNER_EXECUTE);
        return attributes(folder, modes);
    }

    private static FileAttribute<?>[] attributes(Path folder, Set<PosixFilePermission> modes) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(modes)}
                : new FileAttribute<?>[0];
    }

    /** Takes the rights of all but the owner from a file that may have been made with more. */
    public static void closeToOthers(Path file) throws IOException {
        PosixFileAttributeView view = view(file);
        if (view != null) {
            Set<PosixFilePermission> modes = view.readAttributes().permissions();
            if (modes.retainAll(OWNER)) {
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
