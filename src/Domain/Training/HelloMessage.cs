namespace NasCluster.Domain.Training;

/// <summary>First line of a child: it is ready for work.</summary>
/// <param name="Protocol">Protocol version; <see cref="TrainerProtocol.Version"/>.</param>
/// <param name="Trainer">Name and version, such as "nascluster-trainer 0.1.0 (libtorch 2.10.0)".</param>
/// <param name="Device">"cpu", "cuda:0", …</param>
/// <param name="Threads">Threads it computes with.</param>
public sealed record HelloMessage(int Protocol, string Trainer, string Device, int Threads) : TrainerMessage;
