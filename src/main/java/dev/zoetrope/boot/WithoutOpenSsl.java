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
 * Only for the native image builder: makes Netty use the JDK's TLS. Netty 4.1.137 and later create the context of a TLS
 * client in a method with the additional parameter {@code ofOpenSsl}, which only OpenSSL uses. Quarkus 3.33.2 substitutes
 * the method without that parameter, and the new method needs OpenSSL, which is not in the image. So this class substitutes
 * the new method with the body of Quarkus's substitution. Remove this class when Quarkus substitutes the new method.
 */
@TargetClass(className = "io.netty.handler.ssl.SslContext")
final class WithoutOpenSsl {
    private WithoutOpenSsl() {
    }

    @Substitute
    @SafeVarargs
    static SslContext newClientContextInternal(SslProvider provider, Provider security, X509Certificate[] trusted,
            TrustManagerFactory trust, X509Certificate[] chain, PrivateKey key, String password, KeyManagerFactory keys,
            Iterable<String> ciphers, CipherSuiteFilter filter, ApplicationProtocolConfig application, String[] protocols,
            long sessions, long sessionSeconds, boolean ofOpenSsl, boolean ocsp, SecureRandom random, String keyStoreType,
            String identification, Map.Entry<SslContextOption<?>, Object>... options) throws SSLException {
        if (ocsp) {
            throw new IllegalArgumentException("the JDK's TLS client has no OCSP stapling");
        }
        return (SslContext) (Object) new ClientContext(security, trusted, trust, chain, key, password, keys, ciphers, filter,
                application, protocols, sessions, sessionSeconds, random, keyStoreType, identification, new Resumption());
    }

    /** Gives access to a constructor that is not public in Netty. */
    @TargetClass(className = "io.netty.handler.ssl.JdkSslClientContext")
    static final class ClientContext {
        @Alias
        ClientContext(Provider security, X509Certificate[] trusted, TrustManagerFactory trust, X509Certificate[] chain,
                PrivateKey key, String password, KeyManagerFactory keys, Iterable<String> ciphers, CipherSuiteFilter filter,
                ApplicationProtocolConfig application, String[] protocols, long sessions, long sessionSeconds,
                SecureRandom random, String keyStoreType, String identification, Resumption resumption) throws SSLException {
        }
    }

    /** Gives access to a class that is not public in Netty. */
    @TargetClass(className = "io.netty.handler.ssl.ResumptionController")
    static final class Resumption {
        @Alias
        Resumption() {
        }
    }
}
