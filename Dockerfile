# syntax=docker/dockerfile:1
# The image of Repartee. What is in it, and how to run it: docs/deploy.md.
#   docker build -t repartee .                      the product
#   docker build -t repartee-dev --target dev .     Liberty's development mode, with the sources mounted at /src
ARG JDK_IMAGE=docker.io/library/eclipse-temurin:25-jdk
ARG BASE_IMAGE=docker.io/library/debian:trixie-slim

# ---- what Maven makes: the WAR, and a server with nothing but the features it uses. Modules that our Java does not have,
# or does not open by itself, are taken from the server's options: each would be a warning at every start
FROM ${JDK_IMAGE} AS build
WORKDIR /src
ENV MAVEN_USER_HOME=/m2 MAVEN_ARGS=-Dmaven.repo.local=/m2/repository
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY db-changelog db-changelog
COPY liberty liberty
COPY src src
RUN --mount=type=cache,target=/m2 \
    ./mvnw -B -q -Dproduction -DskipTests -Dspotless.check.skip=true -DlooseApplication=false package liberty:package \
      -Dinclude=minify -DpackageType=zip -DpackageName=server \
    && mkdir /opt/repartee \
    && (cd /opt/repartee && jar xf /src/target/server.zip && mkdir unpacked \
      && cd unpacked && jar xf ../wlp/usr/servers/repartee/apps/repartee.war) \
    && cd /opt/repartee/wlp/usr/servers/repartee \
    && rm -rf apps/repartee.war workarea dropins && mv /opt/repartee/unpacked apps/repartee.war \
    && sed -i '/^--add-exports$/{N;/jdk.management.agent\|jdk.attach/d};/^--add-opens$/{N;/jdk.naming.rmi/d}' \
      /opt/repartee/wlp/lib/platform/java/java24.options \
    && chmod -R g=u /opt/repartee

# ---- Java, with the modules a server needs
FROM ${JDK_IMAGE} AS java
RUN jlink --output /opt/repartee/jre --strip-debug --no-header-files --no-man-pages --compress zip-6 --add-modules \
java.compiler,java.desktop,java.instrument,java.management.rmi,java.naming,java.net.http,java.rmi,java.scripting,java.security.jgss,java.security.sasl,java.sql,jdk.crypto.ec,jdk.jfr,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs

# ---- the system: glibc, what Tesseract links to, certificates, busybox for the launcher, data for OCR
FROM ${BASE_IMAGE} AS system
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends busybox-static ca-certificates libgomp1 libstdc++6 zlib1g \
      tesseract-ocr-deu tesseract-ocr-fra tesseract-ocr-spa tesseract-ocr-ita tesseract-ocr-por
COPY image/system /tmp/system
RUN sh /tmp/system /system

# ---- the product before it was ever started
FROM scratch AS untrained
COPY --from=system /system /
COPY --from=java /opt/repartee/jre /opt/repartee/jre
COPY --from=build /opt/repartee/wlp /opt/repartee/wlp
COPY --chmod=0755 image/repartee /opt/repartee/bin/repartee

# ---- started once, with services of its own that end with this step: its work area and the cache of its classes are kept
FROM build AS trained
COPY --from=java /opt/repartee/jre /opt/repartee/jre
COPY --chmod=0755 image/repartee /opt/repartee/bin/repartee
RUN --mount=type=cache,target=/m2 \
    ./mvnw -B -q -Dproduction exec:java -Dexec.classpathScope=test -Dexec.mainClass=dev.repartee.image.Training \
      -Dexec.args="/opt/repartee /tmp/repartee" \
    && rm -rf target/training && chmod -R g=u /opt/repartee/prepared && chmod 0444 /opt/repartee/repartee.aot

# ---- hot reload: docker run -v "$PWD":/src -p 9080:9080 …
FROM build AS dev
ENV PORT=9080
EXPOSE 9080
ENTRYPOINT ["./mvnw", "liberty:dev", "-DhotTests=false", "-DskipTests"]

# ---- the product
FROM untrained AS product
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Repartee" \
      org.opencontainers.image.description="A self-hosted backend for AI-assisted conversation" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=trained /opt/repartee/prepared /opt/repartee/prepared
COPY --from=trained /opt/repartee/repartee.aot /opt/repartee/repartee.aot
ENV PATH=/opt/repartee/bin:/usr/bin:/bin \
    LANG=C.UTF-8 \
    JAVA_HOME=/opt/repartee/jre \
    TESSDATA_PREFIX=/usr/share/tessdata \
    OCR_LANGUAGES=eng,deu,fra,spa,ita,por \
    PORT=9080
USER 10001:0
WORKDIR /tmp
EXPOSE 9080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["/bin/sh", "-c", "wget -q -T 2 -O /dev/null http://127.0.0.1:${PORT}/health/live"]
ENTRYPOINT ["/opt/repartee/bin/repartee"]
