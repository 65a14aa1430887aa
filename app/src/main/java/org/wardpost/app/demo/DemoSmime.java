package org.wardpost.app.demo;

import java.io.IOException;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.wardpost.app.tls.OwnAuthority;

/** S/MIME samples (RFC 8551 §3): their certificates are of an authority made for the demo and forgotten after it. */
final class DemoSmime {
    private final OwnAuthority authority;
    private final Clock clock;
    private final Map<String, OwnAuthority.Issued> certificates = new HashMap<>();

    DemoSmime(Clock clock) {
        this.clock = clock;
        this.authority = OwnAuthority.create("Wardpost demo mail", clock);
    }

    private OwnAuthority.Issued certificate(String name, String address) {
        return certificates.computeIfAbsent(address, _ -> authority.mail(name, address, clock));
    }

    /** Writes {@code entity} as multipart/signed, detached. */
    void signed(MimeWriter out, byte[] entity, String name, String address) {
        var signer = certificate(name, address);
        try {
            var generator = new CMSSignedDataGenerator();
            var digests = new JcaDigestCalculatorProviderBuilder().build();
            var content = new JcaContentSignerBuilder("SHA256withECDSA").build(signer.key());
            generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(digests)
                    .build(content, signer.chain().getFirst()));
            generator.addCertificates(new JcaCertStore(signer.chain()));
            var signature = generator
                    .generate(new CMSProcessableByteArray(entity), false)
                    .getEncoded();
            var boundary = "signed-" + Integer.toHexString(java.util.Arrays.hashCode(signature));
            out.raw(
                    "Content-Type",
                    "multipart/signed; protocol=\"application/pkcs7-signature\"; micalg=sha-256;\r\n boundary=\""
                            + boundary + "\"");
            out.line("").line("This is an S/MIME signed message.").line("--" + boundary);
            out.bytes(entity)
                    .line("")
                    .line("--" + boundary); // the CRLF before a boundary belongs to it (RFC 2046 §5.1.1)
            out.raw("Content-Type", "application/pkcs7-signature; name=\"smime.p7s\"");
            out.raw("Content-Transfer-Encoding", "base64")
                    .raw("Content-Disposition", "attachment; filename=\"smime.p7s\"");
            out.line("")
                    .bytes(Base64.getMimeEncoder().encode(signature))
                    .line("")
                    .line("--" + boundary + "--");
        } catch (OperatorCreationException
                | CMSException
                | IOException
                | java.security.cert.CertificateEncodingException e) {
            throw new IllegalStateException("The demo message cannot be signed", e);
        }
    }

    /** Writes {@code entity} as enveloped-data to its reader: AES-256-GCM would be authEnveloped, which few phones open; so AES-256-CBC. */
    void encrypted(MimeWriter out, byte[] entity, String name, String address) {
        try {
            var sender = certificate("Laboratory", "lab@hospital.example");
            var generator = new CMSEnvelopedDataGenerator();
            var provider = new BouncyCastleProvider();
            generator.addRecipientInfoGenerator(new JceKeyAgreeRecipientInfoGenerator(
                            CMSAlgorithm.ECDH_SHA256KDF,
                            sender.key(),
                            sender.chain().getFirst().getPublicKey(),
                            CMSAlgorithm.AES256_WRAP)
                    .addRecipient(certificate(name, address).chain().getFirst())
                    .setProvider(provider));
            var encryptor = new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC)
                    .setProvider(provider)
                    .build();
            var enveloped = generator
                    .generate(new CMSProcessableByteArray(entity), encryptor)
                    .getEncoded();
            out.raw("Content-Type", "application/pkcs7-mime; smime-type=enveloped-data; name=\"smime.p7m\"");
            out.raw("Content-Transfer-Encoding", "base64")
                    .raw("Content-Disposition", "attachment; filename=\"smime.p7m\"");
            out.line("").base64(enveloped);
        } catch (CMSException | IOException | java.security.cert.CertificateEncodingException e) {
            throw new IllegalStateException("The demo message cannot be encrypted", e);
        }
    }
}
