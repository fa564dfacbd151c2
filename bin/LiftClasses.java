// LiftClasses FOLDER: part of the build. Raises the class files of FOLDER's jars that are older than
// Java 6 to Java 8's format, and computes the stack maps that this one has.
//
// The JVM keeps no class in its ahead-of-time cache that is older than Java 6 (version 50), and reads
// and verifies each from its jar at every start. picocli 4.7.7 is compiled for Java 5: 169 classes,
// 30 ms of each start of Thruway (bench/mmio-start.sh measures). A signed jar is left as it is.

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

static final int FIRST_KEPT = 50;
static final int JAVA_8 = 52;

void main(String[] args) throws IOException {
    try (var jars = Files.newDirectoryStream(Path.of(args[0]), "*.jar")) {
        for (var jar : jars) {
            if (isOld(jar)) {
                lift(jar);
            }
        }
    }
}

boolean isOld(Path jar) throws IOException {
    try (var in = new ZipFile(jar.toFile())) {
        if (in.stream().anyMatch(e -> e.getName().matches("META-INF/[^/]+\\.SF"))) {
            return false;
        }
        for (var entry : in.stream().filter(e -> isClass(e)).toList()) {
            var start = in.getInputStream(entry).readNBytes(8);
            if ((start[6] << 8 | start[7] & 0xFF) < FIRST_KEPT) {
                return true;
            }
        }
        return false;
    }
}

boolean isClass(ZipEntry entry) {
    return entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/");
}

void lift(Path jar) throws IOException {
    var lifted = jar.resolveSibling(jar.getFileName() + ".lifted");
    try (var in = new ZipFile(jar.toFile());
            var out = new ZipOutputStream(Files.newOutputStream(lifted))) {
        var classFile = classFileOf(in);
        for (var entry : in.stream().toList()) {
            var bytes = in.getInputStream(entry).readAllBytes();
            // The time stays too, so that the same build gives the same bytes.
            var copy = new ZipEntry(entry.getName());
            copy.setTimeLocal(entry.getTimeLocal());
            out.putNextEntry(copy);
            out.write(isClass(entry) ? lift(classFile, entry.getName(), bytes) : bytes);
            out.closeEntry();
        }
    }
    Files.move(lifted, jar, StandardCopyOption.REPLACE_EXISTING);
}

byte[] lift(ClassFile classFile, String name, byte[] bytes) {
    var model = classFile.parse(bytes);
    if (model.majorVersion() >= FIRST_KEPT) {
        return bytes;
    }
    var lifted =
            classFile.transformClass(
                    model,
                    ClassTransform.transformingMethodBodies((code, element) -> code.with(element))
                            .andThen(ClassTransform.endHandler(c -> c.withVersion(JAVA_8, 0))));
    var errors = classFile.verify(lifted);
    if (!errors.isEmpty()) {
        throw new IllegalStateException(name + " does not verify: " + errors.getFirst());
    }
    return lifted;
}

// Stack maps name the common superclass of two types, which only the class files know: those of the
// jar, and of the JDK.
ClassFile classFileOf(ZipFile jar) {
    return ClassFile.of(
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
            ClassFile.ConstantPoolSharingOption.NEW_POOL,
            ClassFile.ClassHierarchyResolverOption.of(
                    ClassHierarchyResolver.ofResourceParsing(type -> open(jar, type))));
}

InputStream open(ZipFile jar, ClassDesc type) {
    var descriptor = type.descriptorString();
    var path = descriptor.substring(1, descriptor.length() - 1) + ".class";
    var entry = jar.getEntry(path);
    try {
        return entry == null
                ? ClassLoader.getSystemResourceAsStream(path)
                : jar.getInputStream(entry);
    } catch (IOException e) {
        throw new UncheckedIOException(e);
    }
}
