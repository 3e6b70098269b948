// A file system that lists a folder of this machine and opens none of its files named "locked":
// what a test run as root can't have otherwise.
package lacuna.ratings;

import java.net.URI;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.security.AccessControlException;

/** Under the scheme {@code denying}; made by Hadoop from its configuration. */
public final class DenyingFileSystem extends RawLocalFileSystem {
  @Override
  public URI getUri() {
    return URI.create("denying:///");
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws java.io.IOException {
    if (path.getName().contains("locked")) {
      throw new AccessControlException("Permission denied: user=reader, access=READ, path=" + path);
    }
    return super.open(path, bufferSize);
  }
}
