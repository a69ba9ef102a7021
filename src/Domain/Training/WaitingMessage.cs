namespace NasCluster.Domain.Training;

/// <summary>
/// The child waits for its device, because a measurement has it; to be sent about once a second. The time is not counted as
/// silence, up to <see cref="TrainerProtocol.MostWaits"/> messages in a row.
/// </summary>
/// <param name="Nonce">The nonce of the train command.</param>
public sealed record WaitingMessage(string Nonce) : TrainerMessage;
