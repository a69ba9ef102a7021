using System.Text.Json.Serialization;

namespace NasCluster.Domain.Training;

/// <summary>A line from a trainer child. The protocol is described in docs/trainer-protocol.md.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(HelloMessage), "hello")]
[JsonDerivedType(typeof(EpochMessage), "epoch")]
[JsonDerivedType(typeof(WaitingMessage), "waiting")]
[JsonDerivedType(typeof(MeasuredMessage), "measured")]
[JsonDerivedType(typeof(ResultMessage), "result")]
[JsonDerivedType(typeof(FailedMessage), "failed")]
public abstract record TrainerMessage;
