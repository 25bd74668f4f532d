# syntax=docker/dockerfile:1
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/maven-repository \
    mvn -B -ntp -Dmaven.repo.local=/maven-repository -pl dredis-server -am package -DskipTests

# Not Alpine: the LevelDB library is linked against glibc.
FROM eclipse-temurin:25-jre
RUN useradd --system --home-dir /data --shell /usr/sbin/nologin dredis \
    && install -d -o dredis -g dredis /data
COPY --from=build /source/dredis-server/target/dredis-server.jar /opt/dredis/dredis-server.jar
USER dredis
WORKDIR /data
VOLUME /data
EXPOSE 6377
STOPSIGNAL SIGTERM
# A server that asks for a password is alive too. The port is the one it listens on unless told otherwise.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/6377 && printf 'PING\\r\\n' >&3 && read -r -t 2 reply <&3 && [[ $reply == +PONG* || $reply == -NOAUTH* ]]"]
# Further JVM options go into the variable JDK_JAVA_OPTIONS, arguments of the server behind the image's name.
ENTRYPOINT ["java", "-jar", "/opt/dredis/dredis-server.jar", "--host", "0.0.0.0", "--dir", "/data"]
