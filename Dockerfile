# One image for all services: the program `nas` and, beside it, the trainer it starts as child processes.
# docker build --build-arg TORCH_BACKEND=cuda builds the variant for NVIDIA GPUs.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG TORCH_BACKEND=cpu
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
WORKDIR /source
COPY global.json Directory.Build.props Directory.Build.targets Directory.Packages.props .editorconfig ./
COPY eng/WeakenGlibcxx eng/WeakenGlibcxx
COPY src src
COPY examples examples
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet publish src/Cli -c Release -o /app -p:TorchBackend=${TORCH_BACKEND} \
 && dotnet publish src/Trainer -c Release -o /app/trainer -p:TorchBackend=${TORCH_BACKEND} \
 && dotnet publish src/Dashboard -c Release -o /app/dashboard

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update \
 && apt-get install -y --no-install-recommends libgomp1 \
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /app /app
COPY data /app/data
COPY examples /app/examples
COPY eng/docker/nas eng/docker/ready /usr/local/bin/
RUN chmod 755 /usr/local/bin/nas /usr/local/bin/ready \
 && mkdir /data && chown 1654:1654 /data
ENV NASCLUSTER_STORE=/data NASCLUSTER_DATA=/app/data DOTNET_gcServer=0
USER 1654
WORKDIR /data
VOLUME /data
ENTRYPOINT ["nas"]
CMD ["--help"]
