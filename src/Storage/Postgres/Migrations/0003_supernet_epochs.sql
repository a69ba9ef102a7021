-- The architecture side of a supernet's epochs, as JSON: temperature, entropy, expected cost, theta.
create table supernet_epoch (
    experiment text    not null,
    candidate  integer not null,
    epoch      integer not null,
    content    text    not null,
    primary key (experiment, candidate, epoch),
    foreign key (experiment, candidate, epoch) references epoch (experiment, candidate, epoch)
);
