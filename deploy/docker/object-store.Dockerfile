# The S3 server of ./run in a container, over a folder:
#   docker build -f deploy/docker/object-store.Dockerfile -t parley/object-store .
FROM eclipse-temurin:25-jre
COPY deploy/local/target/lib/ /object-store/lib/
COPY deploy/local/target/local-*.jar /object-store/lib/
RUN mkdir /data /logs && chown 10001:10001 /data /logs
USER 10001:10001
VOLUME /data
EXPOSE 9000
HEALTHCHECK --interval=3s --timeout=3s --retries=20 CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9000"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-Dparley.logs=/logs", \
  "-cp", "/object-store/lib/*", "dev.parley.local.server.ObjectStoreServer", "/data", "http://0.0.0.0:9000"]
