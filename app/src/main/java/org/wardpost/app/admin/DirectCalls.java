package org.wardpost.app.admin;

import java.time.Clock;
import org.wardpost.app.Installation;
import org.wardpost.app.wiring.OpenStore;
import org.wardpost.app.wiring.Operations;
import org.wardpost.identity.operation.Progress;

/** Runs operations in this process, on an installation whose server is stopped. Nobody else can have it open meanwhile. */
public final class DirectCalls implements AdminCalls {
    private final OpenStore open;
    private final OperationRunner runner;

    private DirectCalls(OpenStore open) {
        this.open = open;
        this.runner = Operations.over(open);
    }

    /** @throws org.wardpost.app.StartException if the installation does not open */
    public static DirectCalls open(Installation installation) {
        return new DirectCalls(OpenStore.open(installation, OpenStore.IfNew.REFUSE, Clock.systemUTC()));
    }

    @Override
    public <O> O call(String operation, Object input, Class<O> output, Progress progress) {
        return output.cast(
                runner.run(System.getProperty("user.name"), operation, AdminJson.MAPPER.valueToTree(input), progress));
    }

    @Override
    public void close() {
        open.close();
    }
}
