package org.wardpost.app.tls;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority of this installation alone, and what it issues: ECDSA P-256, RFC 5280. For trying out and for closed networks. */
public final class OwnAuthority {
    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
    private static final Duration SERVER_LIFE =
            Duration.ofDays(397); // what Apple accepts of any authority is 825, of public ones 398
    private final KeyPair keys;
    private final X509Certificate certificate;

    private OwnAuthority(KeyPair keys, X509Certificate certificate) {
        this.keys = keys;
        this.certificate = certificate;
    }

    /** A key pair and the certificate for it, the issuing one after it. */
    public record Issued(PrivateKey key, List<X509Certificate> chain) {}

    /** Makes an authority. */
    public static OwnAuthority create(String name, Clock clock) {
        var keys = newKeys();
        var subject = new X500Name("CN=" + name);
        var usage = new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
        var certificate = sign(
                subject,
                keys,
                subject,
                keys,
                AUTHORITY_LIFE,
                clock,
                builder -> builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                        .addExtension(Extension.keyUsage, true, usage));
        return new OwnAuthority(keys, certificate);
    }

    static OwnAuthority of(PrivateKey key, X509Certificate certificate) {
        return new OwnAuthority(new KeyPair(certificate.getPublicKey(), key), certificate);
    }

    public X509Certificate certificate() {
        return certificate;
    }

    PrivateKey key() {
        return keys.getPrivate();
    }

    /** A server certificate for this host's names, the loopback ones among them (RFC 6125 §6.4: subject alternative names only count). */
    public Issued server(String hostName, Clock clock) {
        var own = newKeys();
        var issued = sign(
                certificateName(),
                keys,
                new X500Name("CN=" + hostName),
                own,
                SERVER_LIFE,
                clock,
                builder -> builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                        .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                        .addExtension(
                                Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                        .addExtension(Extension.subjectAlternativeName, false, namesOf(hostName)));
        return new Issued(own.getPrivate(), List.of(issued, certificate));
    }

    /** A certificate for signing mail as {@code address} (RFC 8550 §3). */
    public Issued mail(String displayName, String address, Clock clock) {
        var own = newKeys();
        var name = new GeneralNames(new GeneralName(GeneralName.rfc822Name, address));
        var issued = sign(
                certificateName(),
                keys,
                new X500Name("CN=" + displayName),
                own,
                SERVER_LIFE,
                clock,
                builder -> builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                        .addExtension(
                                Extension.keyUsage,
                                true,
                                new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyAgreement))
                        .addExtension(
                                Extension.extendedKeyUsage,
                                false,
                                new ExtendedKeyUsage(KeyPurposeId.id_kp_emailProtection))
                        .addExtension(Extension.subjectAlternativeName, false, name));
        return new Issued(own.getPrivate(), List.of(issued, certificate));
    }

    private X500Name certificateName() {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }

    private static GeneralNames namesOf(String hostName) {
        var hosts = new LinkedHashSet<>(List.of(hostName, "localhost"));
        try {
            hosts.add(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            // a machine without a name of its own is reached as localhost
        }
        var names = hosts.stream().map(host -> new GeneralName(GeneralName.dNSName, host));
        var addresses = List.of("127.0.0.1", "::1").stream().map(ip -> new GeneralName(GeneralName.iPAddress, ip));
        return new GeneralNames(java.util.stream.Stream.concat(names, addresses).toArray(GeneralName[]::new));
    }

    private interface Extensions {
        void addTo(JcaX509v3CertificateBuilder builder) throws Exception;
    }

    @SuppressWarnings("JavaUtilDate") // what Bouncy Castle takes
    private static X509Certificate sign(
            X500Name issuer,
            KeyPair issuerKeys,
            X500Name subject,
            KeyPair own,
            Duration life,
            Clock clock,
            Extensions extensions) {
        var now = clock.instant();
        var serial = new BigInteger(127, new SecureRandom()).setBit(126);
        var from = Date.from(now.minus(Duration.ofHours(1))); // clients' clocks run behind
        try {
            var utils = new JcaX509ExtensionUtils();
            var builder = new JcaX509v3CertificateBuilder(
                    issuer, serial, from, Date.from(now.plus(life)), subject, own.getPublic());
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(own.getPublic()));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    utils.createAuthorityKeyIdentifier(issuerKeys.getPublic()));
            extensions.addTo(builder);
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot sign a certificate", e);
        } catch (Exception e) {
            throw new IllegalStateException("A certificate cannot be encoded", e);
        }
    }

    private static KeyPair newKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no P-256", e);
        }
    }
}
