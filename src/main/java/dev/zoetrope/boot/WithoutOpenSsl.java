package dev.zoetrope.boot;

import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Map;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.CipherSuiteFilter;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextOption;
import io.netty.handler.ssl.SslProvider;

/**
 * For the image builder: TLS is the JDK's. Netty 4.1.137 and later make a client's context by a method with one argument more,
 * which only OpenSSL uses. The framework (Quarkus 3.33.2) replaces the shorter one by one without OpenSSL, and does not know
 * the longer one; so the longer one leads to the shorter one. To be removed when the framework replaces both.
 */
@TargetClass(className = "io.netty.handler.ssl.SslContext")
final class WithoutOpenSsl {
    private WithoutOpenSsl() {
    }

    @Alias
    @SafeVarargs
    static native SslContext newClientContextInternal(SslProvider provider, Provider security, X509Certificate[] trusted,
            TrustManagerFactory trust, X509Certificate[] chain, PrivateKey key, String password, KeyManagerFactory keys,
            Iterable<String> ciphers, CipherSuiteFilter filter, ApplicationProtocolConfig application, String[] protocols,
            long sessions, long sessionSeconds, boolean ocsp, SecureRandom random, String keyStoreType,
            String identification, Map.Entry<SslContextOption<?>, Object>... options) throws SSLException;

    @Substitute
    @SafeVarargs
    static SslContext newClientContextInternal(SslProvider provider, Provider security, X509Certificate[] trusted,
            TrustManagerFactory trust, X509Certificate[] chain, PrivateKey key, String password, KeyManagerFactory keys,
            Iterable<String> ciphers, CipherSuiteFilter filter, ApplicationProtocolConfig application, String[] protocols,
            long sessions, long sessionSeconds, boolean ofOpenSsl, boolean ocsp, SecureRandom random, String keyStoreType,
            String identification, Map.Entry<SslContextOption<?>, Object>... options) throws SSLException {
        return newClientContextInternal(provider, security, trusted, trust, chain, key, password, keys, ciphers, filter,
                application, protocols, sessions, sessionSeconds, ocsp, random, keyStoreType, identification, options);
    }
}
