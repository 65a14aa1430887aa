package org.wardpost.mail.imap;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.james.mailbox.model.Content;
import org.jspecify.annotations.Nullable;
import org.wardpost.mail.message.IntakeMemory;
import org.wardpost.mail.message.IntakenMessage;
import org.wardpost.mail.message.MessageIntake;
import org.wardpost.mail.message.SealedContent;
import org.wardpost.store.blob.ObjectSpool;

/** Seals and parses the message of an APPEND in one pass, as it arrives. */
public final class SealedAppendIntake implements AppendIntake {
    private final ObjectSpool spool;
    private final IntakeMemory memory;

    public SealedAppendIntake(ObjectSpool spool, IntakeMemory memory) {
        this.spool = spool;
        this.memory = memory;
    }

    @Override
    public Receiving open(long size) {
        return new Sealing(new MessageIntake(spool, memory));
    }

    private static final class Sealing implements Receiving {
        private final MessageIntake intake;
        private @Nullable IntakenMessage taken;

        Sealing(MessageIntake intake) {
            this.intake = intake;
        }

        @Override
        public OutputStream out() {
            return intake;
        }

        @Override
        public Content finish() throws IOException {
            var message = intake.finish();
            taken = message;
            return SealedContent.of(message);
        }

        @Override
        public void close() {
            intake.close();
            if (taken != null) taken.close();
        }
    }
}
