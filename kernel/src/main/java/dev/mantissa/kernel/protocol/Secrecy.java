package dev.mantissa.kernel.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a connection file keeps its key: whoever knows the key runs code as this person. */
final class Secrecy {
    /** Jupyter's own word that its files may be open to others. */
    private static final String ALLOWED = "JUPYTER_ALLOW_INSECURE_WRITES";

    private static final Set<PosixFilePermission> OWNERS =
            EnumSet.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.OWNER_EXECUTE);

    private Secrecy() {}

    /**
     * Checks the owner and the mode, where the file system knows them.
     *
     * @throws IOException if others may read or write the file
     */
    static void check(Path file) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class);
        String allowed = System.getenv(ALLOWED);
        boolean open = allowed != null && (allowed.equals("1") || allowed.equalsIgnoreCase("true"));
        if (view != null && !open) {
            PosixFileAttributes attributes = view.readAttributes();
            check(file, attributes.owner(), attributes.permissions(), self());
        }
    }

    /** This process's person, where the system tells. */
    private static @Nullable UserPrincipal self() throws IOException {
        Path self = Path.of("/proc/self");
        return Files.exists(self) ? Files.getOwner(self) : null;
    }

    static void check(
            Path file,
            UserPrincipal owner,
            Set<PosixFilePermission> permissions,
            @Nullable UserPrincipal self)
            throws IOException {
        if (!OWNERS.containsAll(permissions)) {
            throw new IOException(
                    "%s is open to others (%s), who could run code with its key. Allowed is rw-------: chmod 600 it, or set %s=1 if that is meant."
                            .formatted(file, PosixFilePermissions.toString(permissions), ALLOWED));
        }
        if (self != null && !owner.equals(self) && !owner.getName().equals("root")) {
            throw new IOException(
                    "%s belongs to %s, not to %s, who runs this kernel; its key is known to both. Let Jupyter and the kernel run as one person, or set %s=1 if that is meant."
                            .formatted(file, owner.getName(), self.getName(), ALLOWED));
        }
    }
}
